import { describe, expect, it } from 'vitest';
import { gateText, parseGate } from '../../../../domain/config/gate/gate-text.ts';
import { judgeGates } from '../../../../domain/job/gate/judge-gates.ts';
import { type GateCondition, gateSchema } from '../../../../domain/config/gate/schema.ts';
import type { RunFinding } from '../../../../domain/config/gate/finding.ts';
import type { RunMeasure } from '../../../../domain/run/degradation/measure.ts';

describe('a gate as it is typed', () => {
  it.each<[string, GateCondition, string]>([
    ['price found below 20%', { kind: 'field', name: 'price', below: 0.2 }, 'price found below 20%'],
    [
      'unitPrice found  under 2.5 %',
      { kind: 'field', name: 'unitPrice', below: 0.025 },
      'unitPrice found below 2.5%',
    ],
    ['Failures above 30%', { kind: 'failures', above: 0.3 }, 'failures above 30%'],
    ['failed over 7%', { kind: 'failures', above: 0.07 }, 'failures above 7%'],
    ['pages below 50%', { kind: 'pages', below: 0.5 }, 'pages below 50% of usual'],
    ['worse', { kind: 'worse' }, 'worse than usual'],
    ['worse in page-type', { kind: 'worse', finding: 'page-type' }, 'worse in page-type'],
  ])('reads "%s" and puts it in words', (text, when, words) => {
    const gate = parseGate(text);
    expect(gate).toEqual({ when, action: 'pause-job' });
    expect(gateText(gate)).toBe(words);
    expect(parseGate(words)).toEqual(gate);
    expect(gateSchema.parse(gate)).toEqual(gate);
  });

  it.each([
    ['failures above 30%, hold changes', 'failures above 30%, hold changes'],
    ['price found below 20% then hold', 'price found below 20%, hold changes'],
    ['worse hold changes', 'worse than usual, hold changes'],
  ])('%s holds changes back', (text, words) => {
    const gate = parseGate(text);
    expect(gate.action).toBe('hold-changes');
    expect(gateText(gate)).toBe(words);
    expect(parseGate(words)).toEqual(gate);
  });

  it.each([
    '',
    'hold changes',
    'price',
    'price below 20%',
    'failures above 100%',
    'worse in colour',
    'pages below many',
  ])('%j is refused with examples', (text) => {
    expect(() => parseGate(text)).toThrow(/"price found below 20%"/);
  });

  it.each([
    { kind: 'failures', above: 0 },
    { kind: 'failures', above: 1 },
    { kind: 'pages', below: 1.5 },
  ])('%o is no share of pages', (when) => {
    expect(gateSchema.safeParse({ when }).success).toBe(false);
  });
});

function run(pages: number, found: number, failed = 0): RunMeasure {
  return {
    pages,
    failed,
    activeMs: 1_000,
    fields: new Map([['price', { count: found, total: pages }]]),
    types: new Map(),
    bodies: 0,
    bodyBytes: 0,
  };
}

const BEFORE = Array.from({ length: 6 }, () => run(400, 388));
const FINDINGS: RunFinding[] = [{ kind: 'pages', now: 3, usual: 400, low: 400, high: 400 }];

describe('a run', () => {
  it.each<[string, string, RunMeasure, readonly RunMeasure[], string | null]>([
    [
      'with hardly a price',
      'price found below 20%',
      run(400, 3),
      BEFORE,
      '“price” found on 3 of 400 pages (0.8 %), usual 97 %.',
    ],
    [
      'of a young job with hardly a price',
      'price found below 20%',
      run(400, 3),
      [],
      '“price” found on 3 of 400 pages (0.8 %).',
    ],
    ['with prices', 'price found below 20%', run(400, 80), BEFORE, null],
    ['without pages', 'price found below 20%', run(0, 0), BEFORE, null],
    ['of which nobody looks for the field', 'stock found below 20%', run(400, 0), BEFORE, null],
    ['that fails', 'failures above 30%', run(260, 260, 140), BEFORE, '140 of 400 pages (35 %) failed.'],
    ['that fails at the bound', 'failures above 30%', run(280, 280, 120), BEFORE, null],
    ['with too few pages', 'pages below 50%', run(199, 199), BEFORE, '199 pages read, usual 400.'],
    ['with enough pages', 'pages below 50%', run(200, 200), BEFORE, null],
    ['of a young job with few pages', 'pages below 50%', run(1, 1), BEFORE.slice(0, 4), null],
    ['worse than others', 'worse', run(3, 3), BEFORE, '3 pages were read; usually 400, 400 to 400.'],
    ['worse in another way', 'worse in field', run(3, 3), BEFORE, null],
  ])('%s, with the gate "%s"', (...[, gate, now, before, text]) => {
    const hits = judgeGates([parseGate(gate)], { now, before, findings: FINDINGS });
    expect(hits).toEqual(text === null ? [] : [{ gate: gateText(parseGate(gate)), text }]);
  });
});
