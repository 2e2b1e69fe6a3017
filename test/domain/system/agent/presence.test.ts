import { expect, it } from 'vitest';
import { AGENT_ROLES, type AgentRole } from '../../../../domain/system/agent/agent.ts';
import {
  type StoreOutage,
  agentState,
  isPresent,
  judgeRoles,
  signAfter,
} from '../../../../domain/system/agent/presence.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const secondsAgo = (seconds: number): number => NOW - seconds * 1_000;

function beat(role: AgentRole, ageS: number, pid = 7): { role: AgentRole; pid: number; at: Date } {
  return { role, pid, at: new Date(secondsAgo(ageS)) };
}

function scraper(
  beats: readonly { role: AgentRole; pid: number; at: Date }[],
  outage: StoreOutage | null = null,
) {
  return judgeRoles(beats, NOW, outage).find(({ role }) => role === 'scraper');
}

it('every role is judged', () => {
  expect(judgeRoles([], NOW, null).map(({ role }) => role)).toEqual([...AGENT_ROLES]);
});

it('a renderer is missed only while it has just fallen silent', () => {
  const renderer = (ages: readonly number[]) =>
    judgeRoles(
      ages.map((age) => beat('renderer', age)),
      NOW,
      null,
    ).find(({ role }) => role === 'renderer');
  expect(renderer([])).toMatchObject({ ok: true, detail: null, lastSignAt: null });
  expect(renderer([2])).toMatchObject({ ok: true, detail: null });
  expect(renderer([40])?.detail).toContain('The renderer (process 7) has given no sign of life for 40 s');
  expect(renderer([90])).toMatchObject({ ok: true, detail: null, lastSignAt: secondsAgo(90) });
});

it.each([
  ['there is none', [], false, 'No scraper runs, or it is still starting.'],
  ['it has just given a sign', [beat('scraper', 2)], true, null],
  ['it missed two signs', [beat('scraper', 14)], true, null],
  [
    'it is silent',
    [beat('scraper', 40)],
    false,
    'The scraper (process 7) has given no sign of life for 40 s',
  ],
  ['one of two is silent', [beat('scraper', 40), beat('scraper', 1, 8)], true, null],
  ['another role is well', [beat('pipeline', 1)], false, 'No scraper runs'],
] as const)('a role is judged when %s', (_what, beats, ok, detail) => {
  const judged = scraper(beats);
  expect(judged?.ok).toBe(ok);
  if (detail === null) expect(judged?.detail).toBeNull();
  else expect(judged?.detail).toContain(detail);
});

it.each([
  ['right after the store was away nobody could give a sign', 70, { from: 65, to: 4 }, true],
  ['who was silent before the store was away is silent', 120, { from: 65, to: 4 }, false],
  ['who is silent long after the store was away is silent', 70, { from: 65, to: 20 }, false],
])('%s', (_what, ageS, { from, to }, ok) => {
  const outage = { from: secondsAgo(from), to: secondsAgo(to) };
  expect(scraper([beat('scraper', ageS)], outage)?.ok).toBe(ok);
});

const AT = 1_000_000;
const WORK = [{ what: 'parse', since: 0 }];

it.each([
  [1_000, {}, [], 'idle'],
  [1_000, {}, WORK, 'working'],
  [15_000, {}, WORK, 'working'],
  [15_001, {}, WORK, 'silent'],
  [1_000, { draining: 1 }, WORK, 'draining'],
  [15_001, { draining: 1 }, WORK, 'silent'],
  [60_001, {}, WORK, 'gone'],
] as const)('a process silent for %i ms with load %o and work %o is %s', (silentMs, load, work, state) => {
  expect(agentState({ at: new Date(AT - silentMs), load, work: [...work] }, AT)).toBe(state);
});

it.each([
  [0, 'healthy', true],
  [8_000, 'healthy', true],
  [8_001, 'stale', true],
  [15_000, 'stale', true],
  [15_001, 'silent', false],
  [60_000, 'silent', false],
  [60_001, 'gone', false],
] as const)('a last sign of life %i ms ago means %s', (silentMs, sign, present) => {
  expect([signAfter(silentMs), isPresent(signAfter(silentMs))]).toEqual([sign, present]);
});
