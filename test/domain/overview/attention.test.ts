import { describe, expect, it } from 'vitest';
import { newHost } from '../../../domain/host/host.ts';
import {
  awayParts,
  failingHosts,
  lowDisk,
  orderAttention,
  troubledJobs,
} from '../../../domain/overview/attention.ts';
import type { TroubledJob } from '../../../domain/overview/overview-store.ts';
import { minutesLater, START } from '../../contracts/sample-documents.ts';

function troubled(fields: Partial<TroubledJob> = {}): TroubledJob {
  const trouble = {
    kind: 'failed',
    since: START,
    runId: 'run',
    subject: 'x',
    text: 'It failed.',
    remedy: null,
  } as const;
  return {
    _id: 'job',
    name: 'Tents',
    shownState: 'scheduled',
    failedInRow: 1,
    retryAt: null,
    trouble,
    ...fields,
  };
}

describe('what needs somebody', () => {
  it('is told of a failed job with its remedy, a verb where one is possible', () => {
    expect(troubledJobs([troubled()])[0]).toMatchObject({
      kind: 'job-failed',
      text: 'It failed.',
      remedy: { label: 'Run again', verb: 'start' },
    });
    const running = troubledJobs([troubled({ shownState: 'running' })])[0];
    expect(running?.remedy).toMatchObject({ label: 'See the job', verb: null });
    const retried = troubledJobs([troubled({ retryAt: minutesLater(5) })])[0];
    expect(retried?.text).toBe('It failed. It is tried again by itself.');
  });

  it('is not a job that was put away or stopped by somebody', () => {
    expect(troubledJobs([troubled({ shownState: 'archived' }), troubled({ shownState: 'stopped' })])).toEqual(
      [],
    );
  });

  it('says what a service that is away does to runs, and how it comes back', () => {
    const [broker, scraper, other] = awayParts([
      { name: 'broker', detail: 'RabbitMQ does not answer', since: 5 },
      { name: 'scraper', detail: 'No scraper runs, or it is still starting.', since: null },
      { name: 'disk', detail: 'full', since: null },
    ]);
    expect(broker).toMatchObject({ kind: 'service-away', severity: 'critical', since: 5 });
    expect(broker?.text).toBe(
      'RabbitMQ does not answer. Nothing is fetched until it is back; nothing is lost.',
    );
    expect(scraper?.text).toContain('No page is fetched until it is back');
    expect(scraper?.remedy.words).toContain('webloom doctor');
    expect(other).toBeUndefined();
  });

  it('tells of a disk that fills up, gravely once it is full', () => {
    const space = { folder: '/data', freeBytes: 1, totalBytes: 9, floorBytes: 5 };
    expect(lowDisk({ ...space, state: 'ok' })).toEqual([]);
    expect(lowDisk(null)).toEqual([]);
    expect(lowDisk({ ...space, state: 'low' })[0]?.severity).toBe('warning');
    expect(lowDisk({ ...space, state: 'full' })[0]?.severity).toBe('critical');
  });

  it('comes in the order of what it stops, and of one kind the latest first', () => {
    const host = failingHosts([{ ...newHost('h'), failingSince: 7, failedInRow: 9, failedAt: 9 }]);
    const jobs = troubledJobs([
      troubled({ _id: 'old' }),
      troubled({ _id: 'new', trouble: { ...troubled().trouble, since: minutesLater(1) } }),
    ]);
    const away = awayParts([
      { name: 'monitor', detail: 'silent', since: 1 },
      { name: 'pipeline', detail: 'silent', since: 1 },
      { name: 'store', detail: 'away', since: 1 },
    ]);
    const ids = orderAttention([...host, ...jobs, ...away]).map(({ subject }) => subject.id);
    expect(ids).toEqual(['store', 'pipeline', 'monitor', 'new', 'old', 'h']);
  });
});
