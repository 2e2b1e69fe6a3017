import { describe, expect, test } from 'vitest';
import { changedRetention } from '../../../../domain/upkeep/clean-up/change-retention.ts';
import { readRetentions } from '../../../../domain/upkeep/clean-up/retention-book.ts';
import { DEFAULT_RETENTION, retentionOf } from '../../../../domain/config/retention/retention.ts';
import { retentionSchema } from '../../../../domain/config/retention/schema.ts';

describe('how long things are kept', () => {
  test('a job comes before its workspace, and that before the defaults', () => {
    expect(retentionOf({ eventsDays: 3 }, { eventsDays: 5, deliveriesDays: 7 })).toEqual({
      ...DEFAULT_RETENTION,
      eventsDays: 3,
      deliveriesDays: 7,
    });
  });

  test('details are not thrown away before they are packed', () => {
    expect(retentionOf({ runDetailsDays: 400 })).toMatchObject({ runDetailsDays: 400, packedRunsDays: 400 });
  });

  test('a book knows the jobs and workspaces it was made for', async () => {
    const store = {
      ofJobs: async () => new Map([['job_a', { versionsDays: 2 }]]),
      ofWorkspaces: async () => new Map([['ws', { versionsDays: 9, eventsDays: 8 }]]),
    };
    const book = await readRetentions(store, [{ workspaceId: 'ws', jobId: 'job_a' }, { workspaceId: 'ws' }]);
    expect(book({ workspaceId: 'ws', jobId: 'job_a' })).toMatchObject({ versionsDays: 2, eventsDays: 8 });
    expect(book({ workspaceId: 'ws' })).toMatchObject({ versionsDays: 9 });
    expect(book({ workspaceId: 'other' })).toEqual(DEFAULT_RETENTION);
  });
});

describe('what a job may say about keeping', () => {
  test.each([
    { versionsDays: 0 },
    { runDetailsDays: -1 },
    { eventsDays: 1.5 },
    { deliveriesDays: 99_999 },
    { packedRunsDays: '3' },
  ])('%j is refused with what to write', (said) => {
    const { error } = retentionSchema.safeParse(said);
    expect(error?.issues[0]?.message).toContain('Write whole days, from 1 to 3650');
  });

  test('one version of a page is too few', () => {
    expect(retentionSchema.safeParse({ versionsPerPage: 1 }).error?.issues[0]?.message).toContain('from 2');
  });

  test('details can not go before they are packed', () => {
    const { error } = retentionSchema.safeParse({ runDetailsDays: 30, packedRunsDays: 10 });
    expect(error?.issues[0]?.message).toContain('at least as many days as in runDetailsDays');
    expect(retentionSchema.safeParse({ runDetailsDays: 10, packedRunsDays: 10 }).success).toBe(true);
  });
});

describe('a change of what a workspace keeps', () => {
  test('absent members stay, null puts back the default', () => {
    const before = { eventsDays: 3, versionsDays: 5 };
    expect(changedRetention(before, { versionsDays: null, deliveriesDays: 9 })).toEqual({
      eventsDays: 3,
      deliveriesDays: 9,
    });
  });

  test('nonsense is refused at its place', () => {
    expect(() => changedRetention({ runDetailsDays: 30 }, { packedRunsDays: 3 })).toThrow(
      expect.objectContaining({
        code: 'validation',
        facts: { errors: [expect.objectContaining({ pointer: '/retention/packedRunsDays' })] },
      }),
    );
  });
});
