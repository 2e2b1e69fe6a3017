// Earlier configurations of jobs in MongoDB: insert-only, in the job's range of ids.
import type { Db } from 'mongodb';
import {
  type JobVersion,
  type JobVersionStore,
  KEPT_VERSIONS,
} from '../../../domain/config/version/job-version.ts';
import { jobVersionId } from '../../../domain/config/version/job-version-id.ts';
import { checkedAll, checkedOrNull, documentShape } from '../document-shape.ts';
import { insertOnce } from '../driver-error.ts';
import { idRange } from '../id-range.ts';

const SHAPE = documentShape('jobVersions', {
  _id: 'string',
  jobId: 'string',
  version: 'number',
  config: 'object',
  at: 'date',
});

export function createJobVersionStore(db: Db): JobVersionStore {
  const versions = db.collection<JobVersion>('jobVersions');
  return {
    async keep(version) {
      await insertOnce(versions, version);
      const oldest = version.version - KEPT_VERSIONS + 1;
      if (oldest < 2) return;
      await versions.deleteMany({
        _id: { ...idRange(version.jobId), $lt: jobVersionId(version.jobId, oldest) },
      });
    },
    async list(jobId, { before, limit }) {
      const { $gte = '', $lt } = idRange(jobId);
      const end = before === undefined ? $lt : jobVersionId(jobId, before);
      const found = versions.find({ _id: { $gte, $lt: end } }).sort({ _id: -1 });
      return checkedAll(await found.limit(limit).toArray(), SHAPE);
    },
    async get(jobId, version) {
      return checkedOrNull(await versions.findOne({ _id: jobVersionId(jobId, version) }), SHAPE);
    },
  };
}
