// Runs that have ended, in MongoDB: without their configuration, by ranges of ids.
import type { Db } from 'mongodb';
import type { EndedRun, EndedRunStore } from '../../../domain/upkeep/clean-up/packed/judge-details.ts';
import { RUN_STATES, isTerminal } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import { given } from '../../../domain/system/given.ts';

const ENDED = { $in: RUN_STATES.filter(isTerminal) };
const KNOWN = {
  jobId: 1,
  workspaceId: 1,
  finishedAt: 1,
  createdAt: 1,
  details: 1,
  uncounted: 1,
  alertAt: 1,
  lettersAt: 1,
} as const;

export function createEndedRunStore(db: Db): EndedRunStore {
  const runs = db.collection<Run>('runs');
  return {
    async ended({ after, limit, jobId }) {
      const filter = {
        state: ENDED,
        ...(after !== null && { _id: { $gt: after } }),
        ...given({ jobId }),
        $or: [{ 'details.state': { $ne: 'gone' as const } }, { 'details.left': true as const }],
      };
      return runs.find<EndedRun>(filter, { projection: KNOWN }).sort({ _id: 1 }).limit(limit).toArray();
    },
    async newest(jobIds) {
      const found = await Promise.all(
        jobIds.map((jobId) =>
          runs.findOne({ jobId, state: ENDED }, { sort: { _id: -1 }, projection: { _id: 1 } }),
        ),
      );
      return new Set(found.flatMap((run) => (run === null ? [] : [run._id])));
    },
  };
}
