import { expect, it } from 'vitest';
import {
  NO_STOP,
  type StopDraft,
  firstDraft,
  maySilence,
  orderOf,
  scopesFor,
  whoLifts,
} from '../../../../dashboard/verb/emergency/stop-order.ts';

const FILLED = { ...NO_STOP, reason: ' it hammers ' };

it.each<[string, Partial<StopDraft>]>([
  ['a reason', { reason: ' ', typed: 'STOP' }],
  ['the typed word, for everything', {}],
  ['the right word', { typed: 'STOPP' }],
  ['the tag', { scope: 'tag' }],
  ['the job', { scope: 'job' }],
  ['the host', { scope: 'host', name: ' ' }],
])('there is no order without %s', (_what, some) => {
  expect(orderOf({ ...FILLED, ...some })).toBeNull();
});

it.each<[Partial<StopDraft>, object]>([
  [{ typed: 'stop ' }, { scope: { kind: 'everything' }, kind: 'hold', silence: false }],
  [
    { scope: 'workspace', endsRuns: true },
    { scope: { kind: 'workspace' }, kind: 'stop' },
  ],
  [
    { scope: 'tag', name: ' shop ', isSilent: true },
    { scope: { kind: 'tag', tag: 'shop' }, silence: true },
  ],
  [
    { scope: 'job', jobId: 'job_1', isSilent: true },
    { scope: { kind: 'job', jobId: 'job_1' }, silence: true },
  ],
  [
    { scope: 'host', name: 'a.test', isSilent: true },
    { scope: { kind: 'host', host: 'a.test' }, silence: false },
  ],
  [
    { scope: 'changes', endsRuns: true },
    { scope: { kind: 'changes' }, kind: 'hold' },
  ],
])('%o becomes its order', (some, order) => {
  expect(orderOf({ ...FILLED, ...some })).toMatchObject({ reason: 'it hammers', ...order });
});

it('offers silence only where messages are of jobs', () => {
  expect(maySilence({ ...NO_STOP, scope: 'host' })).toBe(false);
  expect(maySilence(NO_STOP)).toBe(true);
});

it('offers what reaches into all workspaces to the default one alone', () => {
  const names = (managesAll: boolean): string[] => scopesFor(managesAll).map(([scope]) => scope);
  expect(names(false)).toEqual(['workspace', 'tag', 'job', 'host']);
  expect(names(true)).toEqual(['everything', 'workspace', 'tag', 'job', 'host', 'changes']);
  for (const managesAll of [true, false]) expect(names(managesAll)).toContain(firstDraft(managesAll).scope);
});

it.each([
  ['job', true, false, null],
  ['job', false, true, 'An operator lifts it.'],
  ['everything', true, true, null],
  ['everything', true, false, 'The default workspace lifts it.'],
  ['changes', false, false, 'The default workspace lifts it.'],
] as const)('a hold of %s (operator: %s, default workspace: %s): %s', (scope, mayStop, managesAll, words) => {
  expect(whoLifts(scope, { mayStop, managesAll })).toBe(words);
});
