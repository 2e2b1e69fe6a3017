// Lists of runs in MongoDB: their filter, and the count of each state. Configurations stay in the database.
import type { Collection, Filter } from 'mongodb';
import { RUN_STATES, type RunState } from '../../domain/run/lifecycle.ts';
import type { RunListQuery, RunStore } from '../../domain/run/run-store.ts';
import type { Run, RunSummary } from '../../domain/run/run.ts';
import { checkedAll, documentShape } from './document-shape.ts';
import { given } from '../../domain/system/given.ts';

const SHAPE = documentShape('runs', {
  _id: 'string',
  jobId: 'string',
  seq: 'number',
  state: 'string',
  gateSeq: 'number',
  discovered: 'number',
});

/** Large, and no list shows it. */
export const RUN_SUMMARY = {
  config: 0,
  history: 0,
  source: 0,
  onlyUrls: 0,
  onlyDepths: 0,
  receipt: 0,
} as const;

export function runLists(runs: Collection<Run>): Pick<RunStore, 'summaries' | 'countByState'> {
  return {
    async summaries(query) {
      const found = runs.find<RunSummary>(filterOf(query), { projection: RUN_SUMMARY });
      return checkedAll(await found.sort({ _id: -1 }).limit(query.limit).toArray(), SHAPE);
    },
    async countByState(workspaceId, jobId) {
      const owner = { workspaceId, ...given({ jobId }) };
      const counts = await Promise.all(
        RUN_STATES.map(
          async (state): Promise<[RunState, number]> => [
            state,
            await runs.countDocuments({ ...owner, state }),
          ],
        ),
      );
      return new Map(counts.filter(([, count]) => count > 0));
    },
  };
}

function filterOf(query: RunListQuery): Filter<Run> {
  const { workspaceId, jobIds, states, endings, triggers, reasons, longer, before, rootRunId } = query;
  return {
    workspaceId,
    ...(jobIds && { jobId: { $in: [...jobIds] } }),
    ...(states && { state: { $in: [...states] } }),
    ...(endings && { ending: { $in: [...endings] } }),
    ...(triggers && { trigger: { $in: [...triggers] } }),
    ...(reasons && { 'endingReason.code': { $in: [...reasons] } }),
    ...windowOf('createdAt', query.createdFrom, query.createdTo),
    ...windowOf('finishedAt', query.finishedFrom, query.finishedTo),
    ...(longer && {
      $or: [
        { 'totals.durationMs': { $gte: longer.ms } },
        { totals: { $exists: false }, createdAt: { $lte: longer.createdBefore } },
      ],
    }),
    ...(rootRunId !== undefined && {
      $and: [{ $or: [{ _id: rootRunId }, { 'origin.rootRunId': rootRunId }] }],
    }),
    ...(before !== undefined && { _id: { $lt: before } }),
  };
}

function windowOf(field: string, from: Date | undefined, to: Date | undefined): Filter<Run> {
  if (from === undefined && to === undefined) return {};
  return { [field]: { ...(from && { $gte: from }), ...(to && { $lt: to }) } };
}
