// What every TriggerStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { type JobTrigger, type TriggerStore, triggerId } from '../../domain/trigger/job-trigger.ts';
import { minutesLater, START } from './sample-documents.ts';

export function sampleTrigger(jobId: string, ulid: string, fields: Partial<JobTrigger> = {}): JobTrigger {
  return {
    _id: triggerId(jobId, ulid),
    jobId,
    workspaceId: 'default',
    name: 'deploys',
    hash: `hash-of-${jobId}-${ulid}`,
    createdAt: START,
    createdBy: 'open',
    lastUsedAt: null,
    revokedAt: null,
    ...fields,
  };
}

export function describeTriggerStore(name: string, create: () => Promise<TriggerStore>): void {
  describe(`trigger store on ${name}`, () => {
    let triggers: TriggerStore;
    beforeAll(async () => {
      triggers = await create();
    });

    it('finds a trigger by the hash of its token, and lists those of one job', async () => {
      await triggers.insert(sampleTrigger('job-t', '1'));
      await triggers.insert(sampleTrigger('job-t', '2'));
      await triggers.insert(sampleTrigger('job-t2', '1'));
      expect((await triggers.byHash('hash-of-job-t-2'))?._id).toBe('job-t:2');
      expect(await triggers.byHash('hash-of-nothing')).toBeNull();
      expect((await triggers.list('job-t', 9)).map(({ _id }) => _id)).toEqual(['job-t:1', 'job-t:2']);
      expect(await triggers.list('job-t', 1)).toHaveLength(1);
      expect((await triggers.get('job-t:1'))?.jobId).toBe('job-t');
    });

    it('keeps the first time of a revocation and the latest of a use', async () => {
      await triggers.insert(sampleTrigger('job-r', '1'));
      expect((await triggers.revoke('job-r:1', minutesLater(1)))?.revokedAt).toEqual(minutesLater(1));
      expect((await triggers.revoke('job-r:1', minutesLater(2)))?.revokedAt).toEqual(minutesLater(1));
      expect(await triggers.revoke('job-r:9', START)).toBeNull();
      await triggers.noteUse('job-r:1', minutesLater(5));
      await triggers.noteUse('job-r:1', minutesLater(4));
      expect((await triggers.get('job-r:1'))?.lastUsedAt).toEqual(minutesLater(5));
    });
  });
}
