// Lists of runs in memory.
import type { RunListQuery, RunStore } from '../../../domain/run/run-store.ts';
import type { RunState } from '../../../domain/run/lifecycle.ts';
import type { Run, RunSummary } from '../../../domain/run/run.ts';
import { byIdDown, type DocumentTable } from './document-table.ts';

export function runLists(runs: DocumentTable<Run>): Pick<RunStore, 'summaries' | 'countByState'> {
  return {
    async summaries(query) {
      const found = runs.find((run) => isWanted(run, query), byIdDown, query.limit);
      return found.map(toSummary);
    },
    async countByState(workspaceId, jobId) {
      const counts = new Map<RunState, number>();
      const isCounted = (run: Run): boolean =>
        run.workspaceId === workspaceId && (jobId === undefined || run.jobId === jobId);
      for (const { state } of runs.find(isCounted)) counts.set(state, (counts.get(state) ?? 0) + 1);
      return counts;
    },
  };
}

function isWanted(run: Run, query: RunListQuery): boolean {
  return (
    run.workspaceId === query.workspaceId &&
    isAmong(query.jobIds, run.jobId) &&
    isAmong(query.states, run.state) &&
    isAmong(query.endings, run.ending) &&
    isAmong(query.triggers, run.trigger) &&
    isOfChain(run, query.rootRunId) &&
    isAmong(query.reasons, run.endingReason?.code) &&
    isWithin(run.createdAt, query.createdFrom, query.createdTo) &&
    isWithin(run.finishedAt, query.finishedFrom, query.finishedTo) &&
    isLonger(run, query.longer) &&
    (query.before === undefined || run._id < query.before)
  );
}

function isAmong(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

function isOfChain({ _id, origin }: Run, rootRunId: string | undefined): boolean {
  return rootRunId === undefined || _id === rootRunId || origin?.rootRunId === rootRunId;
}

function isWithin(time: Date | undefined, from: Date | undefined, to: Date | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return time !== undefined && (from === undefined || time >= from) && (to === undefined || time < to);
}

function isLonger({ totals, createdAt }: Run, longer: RunListQuery['longer']): boolean {
  if (longer === undefined) return true;
  return totals === undefined ? createdAt <= longer.createdBefore : totals.durationMs >= longer.ms;
}

export function toSummary({ config: _config, history: _history, source: _source, ...rest }: Run): RunSummary {
  const { onlyUrls: _onlyUrls, onlyDepths: _onlyDepths, ...summary } = rest;
  return summary;
}
