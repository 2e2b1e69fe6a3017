// Starts that are late: from when on it is told, in which words, and with what to do.
import { expect, it, test } from 'vitest';
import { healthState } from '../../../domain/health/health.ts';
import { judgeHealth } from '../../../domain/health/judge-health.ts';
import { judgeStarts, startsIn } from '../../../domain/health/starts/judge-starts.ts';
import { unwellComponents } from '../../../domain/health/overview/attention.ts';
import { beat, componentOf, EVERYBODY, facts } from '../../support/health-facts.ts';

const LATE = { lateMs: 40_000, comePerMinute: 320, donePerMinute: 210, waiting: 213 };

test.each([
  { lateMs: null, state: 'ok' },
  { lateMs: 29_999, state: 'ok' },
  { lateMs: 30_000, state: 'warning' },
  { lateMs: 200_000, state: 'warning' },
])('starts that are $lateMs ms late are $state', ({ lateMs, state }) => {
  expect(judgeStarts({ ...LATE, lateMs }).state).toBe(state);
});

it('says how late they are, how many come and are done, and what to do', () => {
  const { text, remedy } = judgeStarts(LATE);
  expect(text).toBe('Starts are 40 s late: 320 starts a minute come, 210 are done.');
  expect(remedy).toMatch(/^Slow down: .*--every 15m.* Or add an orchestrator: docs\/scaling\.md/);
});

it('says that it is over soon where more are done than come', () => {
  const { text, remedy } = judgeStarts({ ...LATE, comePerMinute: 1, donePerMinute: 1_210 });
  expect(text).toBe('Starts are 40 s late: 1 start a minute comes, 1,210 are done, so that it catches up.');
  expect(remedy).toMatch(/^It is over by itself\. Where it comes again: Slow down/);
});

it('makes the whole limp, and is among what needs somebody', () => {
  const parts = judgeHealth(facts({ starts: LATE }));
  expect(healthState(parts, false)).toBe('degraded');
  expect(unwellComponents(parts)).toMatchObject([
    { kind: 'starts-late', severity: 'warning', text: expect.stringContaining('40 s late') },
  ]);
});

it('is not known where the store does not tell, and its figures are read back from what is stored', () => {
  expect(judgeStarts(null)).toMatchObject({ state: 'unknown', figures: {} });
  expect(startsIn([judgeStarts(LATE)])).toEqual(LATE);
  expect(startsIn([judgeStarts(null)])).toBeNull();
  expect(startsIn([])).toBeNull();
});

it.each([
  ['is frozen', [beat('orchestrator', 40_000)]],
  [
    'of two is frozen',
    [beat('orchestrator', 40_000), beat('orchestrator', 1_000, { _id: 'orchestrator:box:2' })],
  ],
])('an orchestrator that %s is seen to, before anybody slows jobs down', (_, orchestrators) => {
  const others = EVERYBODY.filter(({ role }) => role !== 'orchestrator');
  const heartbeats = { ok: true, value: [...others, ...orchestrators], latencyMs: 1 } as const;
  expect(componentOf('starts', { starts: LATE, heartbeats }).remedy).toMatch(
    /^See to the orchestrator first/,
  );
  expect(componentOf('starts', { starts: LATE }).remedy).toMatch(/^Slow down/);
});
