// The frontier in memory, with the same guards against repeated and late writes as in the database.
import type { FrontierEntry, FrontierStore, Reopening } from '../../domain/run/frontier.ts';
import { byId, DocumentTable, isWithin } from './document-table.ts';

export function createFrontierStore(frontier = new DocumentTable<FrontierEntry>()): FrontierStore {
  return { ...reads(frontier), ...writes(frontier) };
}

function reads(
  frontier: DocumentTable<FrontierEntry>,
): Pick<FrontierStore, 'takeable' | 'nextDueAt' | 'count' | 'get' | 'list'> {
  const openEntries = (runId: string): FrontierEntry[] =>
    frontier.find(
      (entry) => entry.runId === runId && entry.round === 0,
      (a, b) => a.dueAt - b.dueAt,
    );
  return {
    async takeable(runId, horizon, limit) {
      return openEntries(runId)
        .filter((entry) => entry.dueAt <= horizon)
        .slice(0, limit);
    },
    async nextDueAt(runId, after) {
      return openEntries(runId).find((entry) => entry.dueAt > after)?.dueAt ?? null;
    },
    async count(runId) {
      return frontier.find(isWithin(runId, null)).length;
    },
    async get(runId, urlKey) {
      return frontier.get(`${runId}:${urlKey}`);
    },
    async list(runId, after, limit) {
      return frontier.find(isWithin(runId, after), byId, limit);
    },
  };
}

function writes(frontier: DocumentTable<FrontierEntry>): Pick<FrontierStore, 'offer' | 'reopen' | 'stamp'> {
  return {
    async offer(runId, round, urls, now) {
      const inserted = urls.filter(({ urlKey, url, depth }) =>
        frontier.insert({
          _id: `${runId}:${urlKey}`,
          runId,
          url,
          depth,
          firstRound: round,
          round: 0,
          chunks: [],
          lastChunk: 0,
          dueAt: now,
          firstDueAt: now,
          visit: 1,
          attempts: 0,
        }),
      );
      return inserted.length;
    },
    async reopen(runId, reopenings) {
      for (const reopening of reopenings) {
        frontier.change(
          `${runId}:${reopening.urlKey}`,
          (entry) => entry.lastChunk === reopening.fromChunk && entry.visit <= reopening.visit,
          (entry) => reopened(entry, reopening),
        );
      }
    },
    async stamp(runId, round, chunkNo, urlKeys) {
      for (const urlKey of urlKeys) {
        frontier.change(
          `${runId}:${urlKey}`,
          (entry) => !entry.chunks.includes(chunkNo) && entry.round < round,
          (entry) => ({ ...entry, round, lastChunk: chunkNo, chunks: [...entry.chunks, chunkNo] }),
        );
      }
    },
  };
}

function reopened(entry: FrontierEntry, reopening: Reopening): FrontierEntry {
  const { urlKey: _urlKey, fromChunk: _fromChunk, ...fields } = reopening;
  const { countedAs: _countedAs, lookAgain: _lookAgain, ...kept } = entry;
  // The wait of a second look is counted from its own due time.
  const firstDueAt = entry.visit < reopening.visit ? reopening.dueAt : entry.firstDueAt;
  return { ...kept, ...fields, firstDueAt, round: 0 };
}
