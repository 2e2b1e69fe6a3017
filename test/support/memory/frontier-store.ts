// The frontier in memory, with the database's guards against repeated and late writes.
import type { FrontierEntry, FrontierStore, Reopening } from '../../../domain/run/frontier.ts';
import { frontierId } from '../../../domain/run/frontier-id.ts';
import { urlHost } from '../../../domain/web/url/key.ts';
import { byId, DocumentTable, isWithin } from './document-table.ts';

export function createFrontierStore(frontier = new DocumentTable<FrontierEntry>()): FrontierStore {
  return { ...reads(frontier), ...writes(frontier) };
}

function reads(frontier: DocumentTable<FrontierEntry>): Omit<FrontierStore, 'offer' | 'reopen' | 'stamp'> {
  const openEntries = (runId: string): FrontierEntry[] =>
    frontier.find(
      (entry) => entry.runId === runId && entry.round === 0,
      (a, b) => a.dueAt - b.dueAt,
    );
  return {
    async dueEntries(runId, horizon, limit, host) {
      return openEntries(runId)
        .filter((entry) => entry.dueAt <= horizon && (host === undefined || entry.host === host))
        .slice(0, limit);
    },
    async openByHost(runId, after, limit) {
      return openEntries(runId)
        .filter(({ host = '' }) => after === null || host > after)
        .toSorted((a, b) => compareHosts(a.host ?? '', b.host ?? '') || a.dueAt - b.dueAt)
        .slice(0, limit);
    },
    async triedDueAt(runId, host) {
      const tried = openEntries(runId).filter((entry) => entry.host === host && entry.lastChunk > 0);
      return tried.at(-1)?.dueAt ?? null;
    },
    async nextDueAt(runId, after) {
      return openEntries(runId).find((entry) => entry.dueAt > after)?.dueAt ?? null;
    },
    async missing(runId, urls) {
      const fresh = new Map(urls.map((url) => [frontierId(runId, url.urlKey), url]));
      return [...fresh].flatMap(([id, url]) => (frontier.get(id) === null ? [url] : []));
    },
    async count(runId) {
      return frontier.find(isWithin(runId, null)).length;
    },
    async get(runId, urlKey) {
      return frontier.get(frontierId(runId, urlKey));
    },
    async list(runId, after, limit) {
      return frontier.find(isWithin(runId, after), byId, limit);
    },
  };
}

/** Compares texts by their bytes, as a database does. */
function compareHosts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function writes(frontier: DocumentTable<FrontierEntry>): Pick<FrontierStore, 'offer' | 'reopen' | 'stamp'> {
  return {
    async offer(runId, round, urls, now) {
      const inserted = urls.filter(({ urlKey, url, depth }) =>
        frontier.insert({
          _id: frontierId(runId, urlKey),
          runId,
          url,
          host: urlHost(url),
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
          frontierId(runId, reopening.urlKey),
          (entry) => entry.lastChunk === reopening.fromChunk && entry.visit <= reopening.visit,
          (entry) => reopened(entry, reopening),
        );
      }
    },
    async stamp(runId, round, chunkNo, urlKeys) {
      for (const urlKey of urlKeys) {
        frontier.change(
          frontierId(runId, urlKey),
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
  // `giveUpAfterMs` of a second look counts from its own due time.
  const firstDueAt = entry.visit < reopening.visit ? reopening.dueAt : entry.firstDueAt;
  return { ...kept, ...fields, firstDueAt, round: 0 };
}
