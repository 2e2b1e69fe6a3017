// When a run is completed and when it has failed, and what is said of it.
import { describe, expect, it } from 'vitest';
import { completedOrFailed } from '../../../../domain/job/execution/completed-or-failed.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { NO_PROGRESS } from '../../../../domain/run/source-progress.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { configOf } from '../../../support/control-scene.ts';
import { REASON, RUN } from '../../../support/crawling-run.ts';

const ALL_DONE = { code: 'all-done', detail: 'Every URL was dealt with, 10 in all.' } as const;

describe('the judgement of a run', () => {
  const totals = (failed: number, discovered = 10) => ({
    ...NO_COUNTS,
    countedFailures: failed,
    discovered,
    chunks: 1,
    durationMs: 1,
    reasons: { timeout: failed },
  });
  const asked = { ending: 'completed', reason: REASON } as const;
  const run = sampleRun(RUN, { config: configOf({ tolerance: 0.3 }) });

  it('completes up to the tolerance and fails above it, with numbers and a remedy', () => {
    expect(completedOrFailed(run, totals(3), asked)).toEqual(asked);
    const failed = completedOrFailed(run, totals(4), asked);
    expect(failed).toMatchObject({ ending: 'failed', reason: { code: 'too-many-failures' } });
    expect(failed.reason.detail).toContain('4 of 10');
    expect(failed.reason.detail).toContain('timeout 4');
    expect(failed.reason.remedy).toBeDefined();
  });

  it('completes an empty site', () => {
    expect(completedOrFailed(run, totals(0, 0), asked)).toEqual(asked);
  });

  it('says of a run that reached its limit of pages what was left out, and how to raise it', () => {
    const source = { ...NO_PROGRESS, leftOut: 2, left: 3, documents: 1 };
    const config = configOf({ limits: { maxPages: 10 } });
    const full = { ...run, config, source, droppedLinks: { 'page-limit': 4, nofollow: 9 } };
    const { reason } = completedOrFailed(full, totals(0), { ending: 'completed', reason: ALL_DONE });
    expect(reason.detail).toBe(
      'Every URL was dealt with, 10 in all. The limit of 10 pages was reached; left out: 2 URLs of the source, 3 documents of the source that were not read, 4 links to other pages.',
    );
    expect(reason.remedy).toContain('limits.maxPages');
  });

  it('says nothing of a limit that left out nothing', () => {
    const done = { ending: 'completed', reason: ALL_DONE } as const;
    expect(completedOrFailed({ ...run, source: { ...NO_PROGRESS, documents: 7 } }, totals(0), done)).toEqual(
      done,
    );
  });

  it('does not overrule a stop', () => {
    const reason = { code: 'stopped-by-user', detail: 'asked' } as const;
    const stopped = { ...run, ending: 'stopped', endingReason: reason } as const;
    expect(completedOrFailed(stopped, totals(10), asked)).toEqual({ ending: 'stopped', reason });
  });
});
