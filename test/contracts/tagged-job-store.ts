// What every JobStore promises of jobs that are to be brought in line with their tags.
import { beforeEach, describe, expect, it } from 'vitest';
import type { JobStore } from '../../domain/job/job-store.ts';
import { sampleJob, START } from './sample-documents.ts';

const PAGE = { after: null, limit: 10 };

export function describeTaggedJobStore(name: string, create: () => Promise<JobStore>): void {
  describe(`jobs and the settings of their tags on ${name}`, () => {
    let jobs: JobStore;
    let workspaceId: string;

    beforeEach(async () => {
      jobs = await create();
      ({ workspaceId } = sampleJob('any'));
      await jobs.insert(sampleJob('a', { tags: ['sale'] }));
      await jobs.insert(sampleJob('b', { tags: ['kettle', 'sale'] }));
      await jobs.insert(sampleJob('c', { tags: ['kettle'] }));
    });

    it('are marked by their tag, and found by id, a page at a time', async () => {
      await jobs.markSettingsDue(workspaceId, 'sale', 'd1');
      await jobs.markSettingsDue('other', 'kettle', 'd2');
      expect(await jobs.settingsDue(null, PAGE)).toEqual(['a', 'b']);
      expect(await jobs.settingsDue({ workspaceId, tag: 'kettle' }, PAGE)).toEqual(['b']);
      expect(await jobs.settingsDue(null, { after: null, limit: 1 })).toEqual(['a']);
      expect(await jobs.settingsDue(null, { after: 'a', limit: 1 })).toEqual(['b']);
    });

    it('are marked with a change of their tags', async () => {
      expect(await jobs.retag('c', ['other'], ['sale'], 'd1')).toBe(false);
      expect(await jobs.settingsDue(null, PAGE)).toEqual([]);
      expect(await jobs.retag('c', ['kettle'], ['sale'], 'd1')).toBe(true);
      expect(await jobs.get('c')).toMatchObject({ tags: ['sale'], settingsDue: 'd1', version: 1 });
    });

    it('are settled for the change that was read, not for one that came since', async () => {
      await jobs.markSettingsDue(workspaceId, 'sale', 'd1');
      await jobs.markSettingsDue(workspaceId, 'sale', 'd2');
      expect(await jobs.settleSettings('a', 'd1', null)).toBe(false);
      expect(await jobs.settleSettings('a', 'd2', null)).toBe(true);
      expect(await jobs.settleSettings('b', 'd2', { at: START, detail: 'It does not fit.' })).toBe(true);
      expect(await jobs.settingsDue(null, PAGE)).toEqual([]);
      expect(await jobs.get('b')).toMatchObject({ settingsRefused: { detail: 'It does not fit.' } });
    });

    it('are counted by what became of them', async () => {
      await jobs.markSettingsDue(workspaceId, 'sale', 'd1');
      expect(await jobs.countSettings(workspaceId, 'sale')).toEqual({ due: 2, refused: 0 });
      await jobs.settleSettings('b', 'd1', { at: START, detail: 'It does not fit.' });
      expect(await jobs.countSettings(workspaceId, 'sale')).toEqual({ due: 1, refused: 1 });
      expect(await jobs.countSettings(workspaceId, 'kettle')).toEqual({ due: 0, refused: 1 });
    });

    it('say what is their own and what they have by tags with each change', async () => {
      const { config } = sampleJob('any');
      const inherited = [{ member: 'fetch.delayMs', tag: 'sale' }];
      await jobs.configure('a', 1, { config, own: ['source'], inherited, settingsRefused: null });
      expect(await jobs.get('a')).toMatchObject({ version: 2, own: ['source'], inherited });
    });
  });
}
