import { expect, it } from 'vitest';
import { isWebloomError } from '../../../../domain/system/errors.ts';
import { capRetention } from '../../../../domain/job/limit/cap-retention.ts';
import { type LimitMet, describeLimit, limitError } from '../../../../domain/job/limit/limit-met.ts';
import { BUILT_IN_BOOK, BUILT_IN_PLANS, limitsOf } from '../../../../domain/job/limit/plan.ts';
import { dayEnd, dayOf, monthEnd, monthOf } from '../../../../domain/job/limit/period.ts';
import { parsePlans } from '../../../../domain/job/limit/schema.ts';

function faultOf(text: string): string {
  try {
    parsePlans(text, 'plans.json');
  } catch (error) {
    if (isWebloomError(error) && error.code === 'configuration-invalid') return error.message;
    throw error;
  }
  return '';
}

it('a workspace without a plan has no limit, one with an unknown plan has those of free', () => {
  expect(limitsOf(BUILT_IN_BOOK)).toMatchObject({ plan: 'unlimited', limits: BUILT_IN_PLANS.unlimited });
  expect(limitsOf(BUILT_IN_BOOK, 'free').limits).toEqual(BUILT_IN_PLANS.free);
  expect(limitsOf(BUILT_IN_BOOK, 'gone')).toMatchObject({ isUnknown: true, limits: BUILT_IN_PLANS.free });
  expect(limitsOf(BUILT_IN_BOOK, 'toString')).toMatchObject({ isUnknown: true });
});

it('a file adds plans, and changes built-in ones in what it names', () => {
  const plans = parsePlans('{"team": {"jobs": 100}, "free": {"jobs": 3, "hosts": null}}', 'plans.json');
  expect(plans['team']).toEqual({ ...BUILT_IN_PLANS.unlimited, jobs: 100 });
  expect(plans['free']).toEqual({ ...BUILT_IN_PLANS.free, jobs: 3, hosts: null });
  expect(plans['unlimited']).toEqual(BUILT_IN_PLANS.unlimited);
});

it.each([
  ['{', 'it is no JSON'],
  ['[]', 'Give an object'],
  ['{"team": {"jobs": 0}}', '/team/jobs: Give a number of at least 1'],
  ['{"team": {"jobs": "many"}}', '/team/jobs: '],
  ['{"team": {"job": 3}}', '/team/job: "job" is not known here'],
  ['{"Team A": {}}', '/Team A: '],
])('a file %s is refused with its place and what to write', (text, words) => {
  const fault = faultOf(text);
  expect(fault).toContain('plans.json (WEBLOOM_PLANS_FILE) is not valid');
  expect(fault).toContain(words);
  expect(fault).toContain('pagesPerMonth');
});

it.each([
  ['2026-11-27T23:59:59Z', '2026-11', '2026-12-01T00:00:00.000Z', '2026-11-27', '2026-11-28T00:00:00.000Z'],
  ['2026-12-31T23:59:59Z', '2026-12', '2027-01-01T00:00:00.000Z', '2026-12-31', '2027-01-01T00:00:00.000Z'],
])('%s is in its month and day of UTC', (at, ...told) => {
  const [month, day] = [monthOf(new Date(at)), dayOf(new Date(at))];
  expect([month, monthEnd(month).toISOString(), day, dayEnd(day).toISOString()]).toEqual(told);
});

const MET: LimitMet = { limit: 'jobs', plan: 'free', value: 10, used: 10, wanted: 1, resetsAt: null };

it.each<[Partial<LimitMet>, string]>([
  [{}, 'The plan "free" allows 10 jobs, and 10 are in use.'],
  [{ value: 1, used: 1 }, 'The plan "free" allows 1 job, and 1 is in use.'],
  [
    { limit: 'pagesPerMonth', value: 20_000, used: 20_000, resetsAt: new Date('2026-12-01') },
    'allows 20,000 pages of a month, and 20,000 are in use; it begins anew at 2026-12-01 00:00 UTC.',
  ],
  [
    { limit: 'shortestIntervalMs', value: 3_600_000, wanted: 900_000 },
    'allows an interval of 1h or more between two starts, and this schedule starts after 15m.',
  ],
  [
    { limit: 'pagesPerRun', value: 1_000, wanted: 5_000 },
    'allows 1,000 pages of a run, and this job asks for 5,000.',
  ],
])('a limit that is met says limit, value and use: %j', (some, words) => {
  expect(describeLimit({ ...MET, ...some })).toContain(words);
});

it('a refusal tells its facts as members and what to do', () => {
  const error = limitError({ ...MET, limit: 'pagesPerMonth', resetsAt: new Date('2026-12-01') });
  expect(error.code).toBe('plan-limit');
  expect(error.facts).toEqual({
    limit: 'pagesPerMonth',
    plan: 'free',
    value: 10,
    used: 10,
    wanted: 1,
    resetsAt: '2026-12-01T00:00:00.000Z',
    remedy: expect.stringContaining('another plan'),
  });
  expect(error.message).toContain('another plan');
});

it('a plan keeps versions for fewer days than a job asks for, and never for more', () => {
  const policy = { versionsDays: 90, versionsPerPage: 200 };
  expect(capRetention(policy, { limits: BUILT_IN_PLANS.free })).toEqual({ ...policy, versionsDays: 30 });
  const short = { ...policy, versionsDays: 7 };
  expect(capRetention(short, { limits: BUILT_IN_PLANS.free })).toEqual(short);
  expect(capRetention(policy, { limits: BUILT_IN_PLANS.unlimited })).toEqual(policy);
});
