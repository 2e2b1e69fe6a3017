import { describe, expect, it } from 'vitest';
import { activeTime, basisText, measureOf } from '../../../../domain/run/degradation/measure.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import type { RunTransition } from '../../../../domain/run/run.ts';
import { minutesLater, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { configOf } from '../../../support/control-scene.ts';

const MINUTE = 60_000;

function move(minute: number, from: RunTransition['from'], to: RunTransition['to']): RunTransition {
  return { at: minutesLater(minute), from, to, event: 'any', by: 'test' };
}

describe('the time a run was at work', () => {
  const run = sampleRun('run', { createdAt: START, startedAt: minutesLater(1) });
  it.each<[string, RunTransition[], number]>([
    ['nothing happened', [], 9],
    ['it was paused for three minutes', [move(4, 'running', 'paused'), move(7, 'paused', 'running')], 6],
    ['it ended while it was paused', [move(4, 'running', 'paused')], 3],
    ['it was paused before it began', [move(0, 'starting', 'paused'), move(3, 'paused', 'starting')], 7],
    [
      'it was paused twice',
      [
        move(2, 'running', 'paused'),
        move(3, 'paused', 'running'),
        move(5, 'running', 'paused'),
        move(6, 'paused', 'running'),
      ],
      7,
    ],
  ])('when %s', (_what, history, minutes) => {
    expect(activeTime({ ...run, history }, minutesLater(10))).toBe(minutes * MINUTE);
  });
});

describe('runs are alike', () => {
  const config = configOf({ fields: [{ name: 'price', locators: [{ selector: '.price' }] }] });
  const alike = (more: Partial<typeof config>): boolean =>
    basisText({ ...config, ...more }) === basisText(config);

  it('when another selector finds the same field, so that mending it does not make the job young', () => {
    expect(
      alike({ fields: config.fields.map((field) => ({ ...field, locators: [], required: true })) }),
    ).toBe(true);
    expect(alike({ tolerance: 0.9 })).toBe(true);
  });

  it('but not when they watch something else, or at another pace', () => {
    expect(alike({ fields: [] })).toBe(false);
    expect(alike({ limits: { ...config.limits, maxPages: 7 } })).toBe(false);
    expect(alike({ fetch: { ...config.fetch, delayMs: 5_000 } })).toBe(false);
  });
});

it('a run is measured by its totals, and one of an earlier version has no fields', () => {
  const totals = {
    ...NO_COUNTS,
    chunks: 1,
    discovered: 9,
    durationMs: 9,
    stored: 3,
    unchanged: 4,
    failed: 2,
  };
  const seen = {
    pages: 7,
    fieldPages: { price: 7, constructor: 7 },
    fieldFound: { price: 5 },
    types: { product: 7 },
    bodies: 3,
    bodyBytes: 900,
  };
  const measured = { basis: 'b', activeMs: 5 };
  expect(measureOf({ ...totals, seen }, measured)).toEqual({
    pages: 7,
    failed: 2,
    activeMs: 5,
    fields: new Map([
      ['price', { count: 5, total: 7 }],
      ['constructor', { count: 0, total: 7 }],
    ]),
    types: new Map([['product', 7]]),
    bodies: 3,
    bodyBytes: 900,
  });
  expect(measureOf(totals, measured)).toMatchObject({ fields: new Map(), types: new Map(), bodies: 0 });
});
