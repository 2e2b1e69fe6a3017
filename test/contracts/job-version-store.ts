// What every JobVersionStore promises: insert-only, newest first, the latest ones alone.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type JobVersion,
  type JobVersionStore,
  KEPT_VERSIONS,
} from '../../domain/config/version/job-version.ts';
import { jobVersionId } from '../../domain/config/version/job-version-id.ts';
import { START, minutesLater, sampleJob } from './sample-documents.ts';

const { config, workspaceId } = sampleJob('job');

function sampleVersion(jobId: string, version: number, more: Partial<JobVersion> = {}): JobVersion {
  return {
    _id: jobVersionId(jobId, version),
    jobId,
    workspaceId,
    version,
    at: minutesLater(version),
    by: 'api',
    name: 'Kettles',
    config,
    changed: [],
    ...more,
  };
}

export function describeJobVersionStore(name: string, create: () => Promise<JobVersionStore>): void {
  describe(`job version store on ${name}`, () => {
    let versions: JobVersionStore;
    const numbers = async (query: Parameters<JobVersionStore['list']>[1], jobId = 'job'): Promise<number[]> =>
      (await versions.list(jobId, query)).map(({ version }) => version);
    beforeAll(async () => {
      versions = await create();
    });

    it('leaves a version that is there as it is', async () => {
      await versions.keep(sampleVersion('job', 1));
      await versions.keep(sampleVersion('job', 1, { by: 'somebody else', at: START }));
      expect(await versions.get('job', 1)).toEqual(sampleVersion('job', 1));
      expect(await versions.get('job', 2)).toBeNull();
    });

    it('lists those of one job, newest first, also below a number', async () => {
      await versions.keep(sampleVersion('job', 2));
      await versions.keep(sampleVersion('job', 10));
      await versions.keep(sampleVersion('job2', 3));
      expect(await numbers({ limit: 9 })).toEqual([10, 2, 1]);
      expect(await numbers({ limit: 1 })).toEqual([10]);
      expect(await numbers({ before: 10, limit: 9 })).toEqual([2, 1]);
    });

    it('drops versions that are too old', async () => {
      for (let version = 1; version <= KEPT_VERSIONS + 2; version++)
        await versions.keep(sampleVersion('old', version));
      const kept = await numbers({ limit: 1_000 }, 'old');
      expect(kept).toHaveLength(KEPT_VERSIONS);
      expect(kept.at(-1)).toBe(3);
      expect(await numbers({ limit: 9 }, 'job2')).toEqual([3]);
    });
  });
}
