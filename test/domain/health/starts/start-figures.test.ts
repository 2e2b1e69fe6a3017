// How late starts are, how many come and how many are done, from rows as the store has them.
import { describe, expect, it } from 'vitest';
import { runWorkflowId, slotWorkflowId } from '../../../../domain/run/ids.ts';
import { type StartLook, startFigures } from '../../../../domain/health/starts/start-figures.ts';
import type { StartRow } from '../../../../domain/health/starts/start-store.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const ULID = '01KEZQ9H00AAAAAAAAAAAAAAAA';
const NOTHING: StartLook = { begun: [], starting: [], passed: [] };
const at = (secondsAgo: number): Date => new Date(NOW - secondsAgo * 1_000);

/** A run of the schedule: its time, when it got its lease, when it began; all in seconds ago. */
function row(slot: number, created: number, begun?: number, more: Partial<StartRow> = {}): StartRow {
  const workflowId = slotWorkflowId({ jobId: 'job_1', jobName: 'Kettles' }, at(slot));
  const startedAt = begun === undefined ? {} : { startedAt: at(begun) };
  return { workflowId, createdAt: at(created), readsSource: false, ...startedAt, ...more };
}

const figures = (look: Partial<StartLook>, asked = 0) => startFigures({ ...NOTHING, ...look }, asked, NOW);

describe('the figures of starts', () => {
  it('know of nothing where nothing started', () => {
    expect(figures({})).toEqual({ lateMs: null, comePerMinute: 0, donePerMinute: 0, waiting: 0 });
  });

  it('count from the time of the schedule to the begin of the work, not to the lease', () => {
    const begun = Array.from({ length: 40 }, (_, n) => row(50, 45, 10 + (n % 5)));
    expect(figures({ begun })).toEqual({ lateMs: 40_000, comePerMinute: 20, donePerMinute: 20, waiting: 0 });
  });

  it('tell what came and was not done: runs that wait to begin, and times that nobody has taken', () => {
    const begun = Array.from({ length: 210 }, () => row(100, 70, 62));
    const starting = Array.from({ length: 100 }, () => row(60, 20));
    const passed = Array.from({ length: 330 }, () => at(40));
    expect(figures({ begun, starting, passed })).toEqual({
      lateMs: 60_000,
      comePerMinute: 320,
      donePerMinute: 105,
      waiting: 430,
    });
  });

  it('say what the schedules ask where more of it came to nothing, for runs that go on', () => {
    expect(figures({ begun: [row(30, 29, 28)] }, 999.6).comePerMinute).toBe(1_000);
  });

  it('take one start of many that is late for none that are', () => {
    const begun = [row(59, 58, 1), ...Array.from({ length: 19 }, () => row(30, 29, 28))];
    expect(figures({ begun }).lateMs).toBe(2_000);
  });

  it('see it in those that wait, before they begin, and not in one of many that waits for something of its own', () => {
    const begun = Array.from({ length: 26 }, () => row(40, 39, 38));
    const frozen = Array.from({ length: 17 }, (_, n) => at(2 * n));
    expect(figures({ begun, passed: frozen }).lateMs).toBe(30_000);
    expect(figures({ begun, starting: [row(50, 49)] }).lateMs).toBe(2_000);
  });

  it('blame no start for a source that answers slowly', () => {
    const slow = { readsSource: true };
    const begun = [row(100, 99, 5, slow)];
    const starting = [row(200, 198, undefined, slow)];
    expect(figures({ begun, starting })).toMatchObject({ lateMs: 2_000, waiting: 0 });
  });

  it('blame no start for what it waited for by its policy: the run before it, its retry, its turn after an outage', () => {
    const owner = { jobId: 'job_1', jobName: 'Kettles' };
    const begun = (['buffered', 'retry', 'missed', undefined] as const).map((follows) =>
      row(0, 3, 1, { workflowId: runWorkflowId(owner, ULID, follows) }),
    );
    expect(figures({ begun }).lateMs).toBe(2_000);
  });

  it('forget how late starts were that were done more than a minute ago', () => {
    expect(figures({ begun: [row(119, 70, 61)] })).toMatchObject({ lateMs: null, donePerMinute: 1 });
  });
});
