import { describe, expect, it } from 'vitest';
import { newHost } from '../../../../domain/web/host/host.ts';
import type { HealthComponent } from '../../../../domain/health/health.ts';
import {
  failingHosts,
  orderAttention,
  troubledJobs,
  unwellComponents,
} from '../../../../domain/health/overview/attention.ts';
import type { TroubledJob } from '../../../../domain/health/overview/overview-store.ts';
import { minutesLater, START } from '../../../contracts/sample-documents.ts';

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

function part(
  id: string,
  kind: HealthComponent['kind'],
  state: HealthComponent['state'],
  more: Partial<HealthComponent> = {},
): HealthComponent {
  return { id, kind, name: id, state, text: 'So it is.', since: 1, remedy: null, figures: {}, ...more };
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

  it('is a job that its gate has paused, until somebody resumes it', () => {
    const trouble = { ...troubled().trouble, kind: 'gated', text: 'Paused by its gate.' } as const;
    expect(troubledJobs([troubled({ shownState: 'paused', trouble })])[0]).toMatchObject({
      kind: 'gated',
      remedy: { label: 'See the job', verb: null },
    });
    expect(troubledJobs([troubled({ shownState: 'scheduled', trouble })])).toEqual([]);
  });

  it('is what the health document calls not well, by its words', () => {
    const [broker, scraper, grown, ...others] = unwellComponents([
      part('broker', 'service', 'critical', { since: 5, text: 'It is away.', remedy: 'Start it.' }),
      part('scraper', 'agent', 'warning'),
      part('pipeline', 'agent', 'warning', { figures: { draining: 1 } }),
      part('store', 'service', 'ok'),
      part('queue:work', 'queue', 'unknown'),
    ]);
    expect(broker).toMatchObject({
      kind: 'service-away',
      severity: 'critical',
      since: 5,
      text: 'It is away.',
    });
    expect(broker?.remedy.words).toBe('Start it.');
    expect([scraper?.kind, scraper?.severity]).toEqual(['agent-silent', 'warning']);
    expect(grown?.kind).toBe('agent-grown');
    expect(others).toEqual([]);
  });

  it('is a monitor that does not look, unless it is told to be silent already', () => {
    const look = part('look', 'monitor', 'unknown');
    expect(unwellComponents([look]).map(({ kind }) => kind)).toEqual(['health-unknown']);
    expect(unwellComponents([look, part('monitor', 'agent', 'warning')]).map(({ kind }) => kind)).toEqual([
      'agent-silent',
    ]);
  });

  it('comes in the order of what it stops, and of one kind the latest first', () => {
    const host = failingHosts([{ ...newHost('h'), failingSince: 7, failedInRow: 9, failedAt: 9 }]);
    const jobs = troubledJobs([
      troubled({ _id: 'old' }),
      troubled({ _id: 'new', trouble: { ...troubled().trouble, since: minutesLater(1) } }),
    ]);
    const away = unwellComponents([
      part('monitor', 'agent', 'warning'),
      part('pipeline', 'agent', 'critical'),
      part('store', 'service', 'critical'),
    ]);
    const ids = orderAttention([...host, ...jobs, ...away]).map(({ subject }) => subject.id);
    expect(ids).toEqual(['store', 'pipeline', 'monitor', 'new', 'old', 'h']);
  });
});
