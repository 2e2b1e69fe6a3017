import { describe, expect, it } from 'vitest';
import { type JobTrouble, troubleAfter } from '../../../domain/job/job-trouble.ts';
import { NO_COUNTS, type RunTotals } from '../../../domain/run/ledger.ts';
import { minutesLater, sampleRun, START } from '../../contracts/sample-documents.ts';

const NOTHING = { failedInRow: 0, trouble: null, completed: null, worse: null, gated: null };

function totals(fields: Partial<RunTotals>): RunTotals {
  return { ...NO_COUNTS, chunks: 1, discovered: 140, durationMs: 1, ...fields };
}

function ended(state: 'completed' | 'failed' | 'stopped', fields: Partial<RunTotals> = {}) {
  return sampleRun('run-2', { state, finishedAt: minutesLater(5), totals: totals(fields) });
}

const REFUSED = {
  code: 'too-many-failures',
  detail: 'shop.test answered 403 to everything.',
  remedy: 'Try as a browser.',
} as const;

describe('the trouble of a job after its run', () => {
  it('is none when all went well', () => {
    expect(troubleAfter(ended('completed', { stored: 140 }), NOTHING)).toBeNull();
  });

  it('is what the run says when it failed, and how often in a row', () => {
    const run = { ...ended('failed'), endingReason: REFUSED };
    expect(troubleAfter(run, { ...NOTHING, failedInRow: 3 })).toEqual({
      kind: 'failed',
      subject: 'too-many-failures',
      text: 'shop.test answered 403 to everything. Three runs in a row ended this way.',
      remedy: 'Try as a browser.',
      since: minutesLater(5),
      runId: 'run-2',
    });
  });

  it('began with the first run that ended in the same way', () => {
    const before: JobTrouble = {
      kind: 'failed',
      subject: 'too-many-failures',
      text: '',
      remedy: null,
      since: START,
      runId: 'run-1',
    };
    const run = { ...ended('failed'), endingReason: REFUSED };
    expect(troubleAfter(run, { ...NOTHING, failedInRow: 2, trouble: before })?.since).toEqual(START);
    const other = { ...before, subject: 'time-limit' };
    expect(troubleAfter(run, { ...NOTHING, failedInRow: 2, trouble: other })?.since).toEqual(minutesLater(5));
  });

  it('stays when somebody stopped the run, which tells nothing new', () => {
    const trouble = troubleAfter({ ...ended('failed'), endingReason: REFUSED }, NOTHING);
    expect(troubleAfter(ended('stopped'), { ...NOTHING, trouble })).toBe(trouble);
  });

  it('names a field that was lost, with what was found the time before', () => {
    const run = ended('completed', { stored: 100, unchanged: 40, missingFields: { price: 109, name: 30 } });
    const completed = totals({ stored: 140, missingFields: { price: 1 } });
    expect(troubleAfter(run, { ...NOTHING, completed })).toMatchObject({
      kind: 'field-lost',
      subject: 'price',
      text: '“price” was found on 31 of 140 pages, 139 last time.',
    });
  });

  it('is none when a field is missing on few pages', () => {
    expect(
      troubleAfter(ended('completed', { stored: 140, missingFields: { price: 27 } }), NOTHING),
    ).toBeNull();
    expect(
      troubleAfter(ended('completed', { stored: 140, missingFields: { price: 28 } }), NOTHING),
    ).not.toBeNull();
  });

  it('tells that the watched part is gone', () => {
    const run = ended('completed', { discovered: 3, failed: 2, stored: 1, reasons: { 'part-lost': 2 } });
    expect(troubleAfter(run, NOTHING)).toMatchObject({
      kind: 'part-lost',
      text: 'The watched part is not there on 2 of 3 pages; their stored versions stay.',
    });
  });

  const worse = { subject: 'pages', text: '3 pages were read.', remedy: 'Look at the source.' };

  it('is what went worse than usual, unless something graver is wrong', () => {
    expect(troubleAfter(ended('completed', { stored: 3 }), { ...NOTHING, worse })).toMatchObject({
      kind: 'degraded',
      ...worse,
      since: minutesLater(5),
    });
    expect(
      troubleAfter(ended('completed', { reasons: { 'part-lost': 1 } }), { ...NOTHING, worse })?.kind,
    ).toBe('part-lost');
  });

  it('stays with a run that was compared with none, and is over with one that was', () => {
    const trouble: JobTrouble = { kind: 'degraded', ...worse, since: START, runId: 'run-1' };
    const partial = ended('completed', { stored: 1 });
    expect(troubleAfter(partial, { ...NOTHING, trouble })).toEqual(trouble);
    const judged = { ...partial, degradation: { comparedWith: [], findings: [] } };
    expect(troubleAfter(judged, { ...NOTHING, trouble })).toBeNull();
  });
});
