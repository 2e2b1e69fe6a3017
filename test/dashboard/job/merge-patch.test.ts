// The patch that turns one job into another does so when the server merges it.
import { expect, test } from 'vitest';
import { changedByBoth, jobPatchBetween } from '../../../dashboard/job/merge-patch.ts';
import { mergeJobPatch } from '../../../domain/config/merge-patch.ts';
import { type JobConfig, jobConfigSchema } from '../../../domain/config/schema.ts';

const PLAIN = jobConfigSchema.parse({ source: { kind: 'pages', urls: ['https://shop.example/a'] } });
const edited = (config: Partial<JobConfig>, name = 'Tents') => ({
  name,
  tags: [],
  note: '',
  config: { ...PLAIN, ...config },
});

const CHANGES: readonly Partial<JobConfig>[] = [
  {},
  { tolerance: 0.1 },
  { schedule: { kind: 'interval', everyMs: 60_000 } },
  { schedule: { kind: 'cron', cron: '0 8 * * *', timezone: 'UTC' } },
  { fetch: { ...PLAIN.fetch, delayMs: 5_000, userAgent: 'x' } },
  { fetch: { ...PLAIN.fetch, headers: [{ name: 'accept', value: 'a' }] } },
  { source: { kind: 'sitemap', sitemaps: ['https://shop.example/s.xml'], include: [], exclude: [] } },
  { dependents: ['job_1'] },
  { changes: { ...PLAIN.changes, minSeverity: 'major', ignoreText: ['x'] } },
];

test('every pair of configurations', () => {
  for (const from of CHANGES)
    for (const to of CHANGES) {
      const [before, after] = [edited(from), edited(to)];
      const patch = jobPatchBetween(before, after);
      const merged = patch === null ? before : mergeJobPatch(before, patch);
      expect(merged).toEqual(after);
    }
});

test('nothing differs, or what its user says of it alone', () => {
  expect(jobPatchBetween(edited({}), edited({}))).toBeNull();
  expect(jobPatchBetween(edited({}), { ...edited({}, 'Lamps'), tags: ['a'] })).toEqual({
    name: 'Lamps',
    tags: ['a'],
  });
  expect(jobPatchBetween(edited({}), { ...edited({}), note: 'For Anna' })).toEqual({ note: 'For Anna' });
});

test('names what two people changed both', () => {
  const mine = edited({ tolerance: 0.1, fetch: { ...PLAIN.fetch, delayMs: 1 } });
  const theirs = edited({ tolerance: 0.2, fetch: { ...PLAIN.fetch, deadlineMs: 5_000 } });
  expect(changedByBoth(edited({}), { mine, theirs })).toEqual(['tolerance']);
});
