// What every StartLinkStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { type StartLink, type StartLinkStore, startLinkId } from '../../domain/job/execution/start-link.ts';
import { minutesLater, START } from './sample-documents.ts';

export function sampleStartLink(jobId: string, ulid: string, fields: Partial<StartLink> = {}): StartLink {
  return {
    _id: startLinkId(jobId, ulid),
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

export function describeStartLinkStore(name: string, create: () => Promise<StartLinkStore>): void {
  describe(`start link store on ${name}`, () => {
    let links: StartLinkStore;
    beforeAll(async () => {
      links = await create();
    });

    it('finds a start link by the hash of its token, and lists those of one job', async () => {
      await links.insert(sampleStartLink('job-t', '1'));
      await links.insert(sampleStartLink('job-t', '2'));
      await links.insert(sampleStartLink('job-t2', '1'));
      expect((await links.byHash('hash-of-job-t-2'))?._id).toBe('job-t:2');
      expect(await links.byHash('hash-of-nothing')).toBeNull();
      expect((await links.list('job-t', 9)).map(({ _id }) => _id)).toEqual(['job-t:1', 'job-t:2']);
      expect(await links.list('job-t', 1)).toHaveLength(1);
      expect((await links.get('job-t:1'))?.jobId).toBe('job-t');
    });

    it('keeps the first time of a revocation and the latest of a use', async () => {
      await links.insert(sampleStartLink('job-r', '1'));
      expect((await links.revoke('job-r:1', minutesLater(1)))?.revokedAt).toEqual(minutesLater(1));
      expect((await links.revoke('job-r:1', minutesLater(2)))?.revokedAt).toEqual(minutesLater(1));
      expect(await links.revoke('job-r:9', START)).toBeNull();
      await links.noteUse('job-r:1', minutesLater(5));
      await links.noteUse('job-r:1', minutesLater(4));
      expect((await links.get('job-r:1'))?.lastUsedAt).toEqual(minutesLater(5));
    });
  });
}
