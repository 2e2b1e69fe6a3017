import { expect, test } from 'vitest';
import { endWords, runHeadline, triggerWords, sameWords } from '../../../dashboard/run/run-words.ts';

type Told = Parameters<typeof runHeadline>[0];

const EMPTY = { discovered: 0, stored: 0, unchanged: 0, failed: 0, skipped: 0, pending: 0, inFlight: 0 };
const METRICS = {
  chunks: 1,
  requests: 1,
  wireBytes: 1,
  waitMs: 0,
  cpuMs: 0,
  deferred: 0,
  notKept: 0,
  changes: 0,
  priceChanges: 0,
  pricePoints: 0,
  pagesPerSecond: 1,
};

function run(state: Told['state'], ledger: Partial<Told['ledger']> = {}, more: Partial<Told> = {}): Told {
  return {
    seq: 41,
    state,
    phase: 'crawling',
    ledger: { ...EMPTY, ...ledger },
    metrics: METRICS,
    ending: null,
    endingReason: null,
    ...more,
  };
}

test.each([
  [3, 'has just begun'],
  [10, 'has begun'],
  [25, 'is a quarter done'],
  [33, 'is a third done'],
  [50, 'is half done'],
  [66, 'is two thirds done'],
  [75, 'is three quarters done'],
  [96, 'is nearly done'],
  [100, 'has looked at every page it knows'],
])('a run with %i of 100 pages %s', (unchanged, words) => {
  expect(runHeadline(run('running', { discovered: 100, unchanged }))).toBe(`Run 41 ${words}`);
});

test('a run that waits, ends or has ended says so with its numbers', () => {
  const ledger = { discovered: 1_200, unchanged: 600, failed: 2 };
  expect(runHeadline(run('starting'))).toBe('Run 41 is collecting its pages');
  expect(runHeadline(run('paused', ledger))).toBe('Run 41 is paused at 602 of 1,200 pages');
  expect(runHeadline(run('stopping', ledger))).toBe('Run 41 is being stopped');
  expect(runHeadline(run('completed', ledger, { metrics: { ...METRICS, changes: 1 } }))).toBe(
    'Run 41 is complete: 1,200 pages, 1 change, 2 failed',
  );
  expect(runHeadline(run('completed', { discovered: 1, unchanged: 1 }))).toBe(
    'Run 41 is complete: 1 page, nothing changed',
  );
});

test('pages that a stop left out are not told as looked at', () => {
  expect(runHeadline(run('stopped', { discovered: 164, unchanged: 86, skipped: 78 }))).toBe(
    'Run 41 was stopped after 86 of 164 pages',
  );
});

const example = (url: string, status: number | null) => ({ urlKey: url, url, status, detail: null });
const tolerated = {
  code: 'too-many-failures',
  means: 'More pages failed than the job tolerates.',
  detail: '3 of 3 pages failed (100 %); the job tolerates 50 %. Most frequent: http-error 3.',
  remedy: null,
};

test('a wall is named in the headline of a failed run', () => {
  const failed = run('failed', { discovered: 3, failed: 3 }, { endingReason: tolerated });
  const wall = {
    count: 3,
    outcome: 'failed',
    examples: ['/a', '/b'].map((path) => example(`https://larch.example${path}`, 403)),
  };
  expect(runHeadline(failed, [wall])).toBe('Run 41 failed: larch.example answered 403 to everything');
  const silent = { ...wall, examples: [example('https://larch.example/a', null)] };
  expect(runHeadline(failed, [silent])).toBe('Run 41 failed: no page of larch.example could be had');
});

test('a run that failed in several ways, or in part, says its cause in one clause', () => {
  const failed = run('failed', { discovered: 3, failed: 3 }, { endingReason: tolerated });
  const mixed = {
    count: 3,
    outcome: 'failed',
    examples: [example('https://a.example/', 403), example('https://b.example/', 500)],
  };
  expect(runHeadline(failed, [mixed])).toBe('Run 41 failed: 3 of 3 pages failed');
  const other = { ...tolerated, detail: 'The sitemap answered 503.' };
  expect(runHeadline(run('failed', {}, { endingReason: other }))).toBe(
    'Run 41 failed: The sitemap answered 503',
  );
});

test('the cause is cut where it is as long as a page', () => {
  const other = { ...tolerated, detail: 'x'.repeat(400) };
  expect(runHeadline(run('failed', {}, { endingReason: other }))).toHaveLength(
    'Run 41 failed: '.length + 141,
  );
});

test('why a run started and what came of it are told in words', () => {
  expect(triggerWords({ trigger: 'schedule', startedBy: null })).toBe('by its schedule');
  expect(triggerWords({ trigger: 'manual', startedBy: 'temporal' })).toBe('started by hand (in Temporal)');
  expect(triggerWords({ trigger: 'manual', startedBy: 'webhook deploys' })).toBe(
    'started by the start link deploys',
  );
  expect(triggerWords({ trigger: 'replay', startedBy: 'open' })).toBe('replayed by somebody on this machine');
  expect(triggerWords({ trigger: 'replay', startedBy: 'Ops' })).toBe('replayed by Ops');
  expect(endWords(run('failed', {}, { endingReason: tolerated }))).toBe(tolerated.means);
  expect(endWords(run('running', { discovered: 9, stored: 4 }))).toBe('4 of 9 pages');
});

test('two runs that ended alike are not said to be well where pages fail in both', () => {
  expect(sameWords(4, 0)).toBe('The same pages as in run 4, and none fails.');
  expect(sameWords(4, 1)).toBe('The same pages as in run 4: the page that fails now failed then, too.');
  expect(sameWords(4, 12)).toBe('The same pages as in run 4: the 12 pages that fail now failed then, too.');
});
