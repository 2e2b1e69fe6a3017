import { expect, it } from 'vitest';
import {
  type AskedJob,
  DEFAULT_MAX_PAGES,
  hostsOf,
  judgeHosts,
  judgeJob,
  withinPlan,
} from '../../../../domain/job/limit/judge-job.ts';
import { BUILT_IN_PLANS, type Limits, type NamedLimits } from '../../../../domain/job/limit/plan.ts';
import { configOf } from '../../../support/control-scene.ts';

const NOW = new Date('2026-03-20T12:00:00Z');
const HOUR_MS = 3_600_000;

function plan(limits: Partial<Limits>): NamedLimits {
  return { plan: 'small', isUnknown: false, limits: { ...BUILT_IN_PLANS.unlimited, ...limits } };
}

function asked(config: Record<string, unknown>, before: Record<string, unknown> | null = null): AskedJob {
  return { jobId: 'job', config: configOf(config), before: before && configOf(before), now: NOW };
}

const every = (minutes: number) => ({ schedule: { kind: 'interval', everyMs: minutes * 60_000 } });
const cron = (text: string) => ({ schedule: { kind: 'cron', cron: text, timezone: 'Europe/Berlin' } });

it.each([
  [every(60), null],
  [every(59), 59 * 60_000],
  [{}, null],
  [cron('0 * * * *'), null],
  [cron('0,30 * * * *'), HOUR_MS / 2],
  [cron('*/5 9 * * 1'), 300_000],
  [cron('0 9,10 * * *'), null],
])('a schedule %j under a limit of an hour', (config, wanted) => {
  expect(judgeJob(plan({ shortestIntervalMs: HOUR_MS }), asked(config))?.wanted ?? null).toBe(wanted);
});

it('a daily time keeps a daily limit, though clocks are set forward meanwhile', () => {
  expect(judgeJob(plan({ shortestIntervalMs: 24 * HOUR_MS }), asked(cron('0 4 * * *')))).toBeNull();
  expect(judgeJob(plan({ shortestIntervalMs: 24 * HOUR_MS }), asked(cron('0 4,20 * * *')))).not.toBeNull();
});

const URLS = Array.from({ length: 30 }, (_, n) => `http://shop.test/${n}`);
const pages = (count: number) => ({ source: { kind: 'pages', urls: URLS.slice(0, count) } });
const site = { source: { kind: 'site', start: ['http://shop.test/'] } };
const most = (maxPages: number) => ({ ...site, limits: { maxPages } });

it.each([
  ['a crawl that sets no number', site, null],
  ['a crawl that sets the limit', most(20), null],
  ['a crawl that sets more', most(21), 21],
  ['as many addresses as the limit', pages(20), null],
  ['more addresses', pages(21), 21],
  ['more addresses, of which it takes some', { ...pages(30), limits: { maxPages: 10 } }, null],
])('%s under a limit of 20 pages a run', (_what, config, wanted) => {
  expect(judgeJob(plan({ pagesPerRun: 20 }), asked(config))?.wanted ?? null).toBe(wanted);
});

it('a change is judged by what it asks beyond the job as it was', () => {
  const limits = plan({ shortestIntervalMs: HOUR_MS, pagesPerRun: 20 });
  const old = { ...most(50), ...every(10) };
  expect(judgeJob(limits, asked(old, old))).toBeNull();
  expect(judgeJob(limits, asked({ ...old, limits: { maxPages: 40 } }, old))).toBeNull();
  expect(judgeJob(limits, asked({ ...old, limits: { maxPages: 60 } }, old))?.limit).toBe('pagesPerRun');
  expect(judgeJob(limits, asked({ ...old, ...every(9) }, old))?.limit).toBe('shortestIntervalMs');
});

it('the number of pages that a job is given by default is lowered to that of its plan', () => {
  expect(configOf().limits.maxPages).toBe(DEFAULT_MAX_PAGES);
  expect(withinPlan(plan({ pagesPerRun: 20 }), configOf()).limits.maxPages).toBe(20);
  expect(withinPlan(plan({ pagesPerRun: 20 }), configOf(most(5))).limits.maxPages).toBe(5);
  expect(withinPlan(plan({}), configOf()).limits.maxPages).toBe(DEFAULT_MAX_PAGES);
});

it('hosts are counted once, without their ports', () => {
  const source = { kind: 'pages', urls: ['http://a.test/1', 'http://a.test:81/2', 'http://b.test/'] };
  const config = configOf({ source });
  expect(hostsOf(config)).toEqual(['a.test', 'b.test']);
  expect(judgeHosts(plan({ hosts: 3 }), config, ['b.test', 'c.test'])).toBeNull();
  expect(judgeHosts(plan({ hosts: 2 }), config, ['b.test', 'c.test'])).toMatchObject({ used: 2, wanted: 1 });
  expect(judgeHosts(plan({ hosts: 1 }), config, ['a.test', 'b.test', 'c.test'])).toBeNull();
});
