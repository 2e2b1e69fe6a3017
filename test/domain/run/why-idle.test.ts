import { describe, expect, it } from 'vitest';
import { RUN_STATES } from '../../../domain/run/lifecycle.ts';
import { type HostWait, type IdleFacts, whyIdle } from '../../../domain/run/why-idle.ts';

const NOW = 1_000_000;

function facts(fields: Partial<IdleFacts> = {}): IdleFacts {
  return {
    state: 'running',
    phase: 'crawling',
    now: NOW,
    createdAt: NOW - 60_000,
    unacknowledged: 0,
    openChunks: { planned: 0, scraped: 0, storing: 0 },
    openDueAt: null,
    nextDueAt: null,
    hosts: [],
    alive: { orchestrator: 1, dispatcher: 1, scraper: 1, pipeline: 1, monitor: 1, api: 1 },
    brokerReachable: true,
    engineReachable: true,
    ...fields,
  };
}

function host(fields: Partial<HostWait> = {}): HostWait {
  return {
    host: 'shop.test',
    nextAt: 0,
    delayMs: 1_000,
    openUntil: 0,
    failedInRow: 0,
    robots: 'rules',
    ...fields,
  };
}

function codes(fields: Partial<IdleFacts>): string[] {
  return whyIdle(facts(fields)).reasons.map(({ code }) => code);
}

const FETCHING = { openChunks: { planned: 2, scraped: 0, storing: 0 } };

describe('why nothing moves', () => {
  it.each<{ what: string; fields: Partial<IdleFacts>; code: string }>([
    { what: 'the run has ended', fields: { state: 'completed' }, code: 'ended' },
    { what: 'the run is paused', fields: { state: 'paused' }, code: 'paused' },
    { what: 'the run is being stopped', fields: { state: 'stopping' }, code: 'stopping' },
    { what: 'the run is ending', fields: { state: 'finalizing' }, code: 'finalizing' },
    { what: 'Temporal is away', fields: { engineReachable: false }, code: 'engine-unreachable' },
    { what: 'RabbitMQ is away', fields: { brokerReachable: false }, code: 'broker-unreachable' },
    {
      what: 'a host refuses',
      fields: { ...FETCHING, hosts: [host({ openUntil: NOW + 9_000 })] },
      code: 'circuit-open',
    },
    {
      what: 'robots.txt fails',
      fields: { ...FETCHING, hosts: [host({ robots: 'unreachable' })] },
      code: 'robots-unreachable',
    },
    {
      what: 'a host is slow',
      fields: { ...FETCHING, hosts: [host({ nextAt: NOW + 9_000 })] },
      code: 'host-delay',
    },
    { what: 'all wait for their time', fields: { nextDueAt: NOW + 9_000 }, code: 'waiting-for-due' },
  ])('is that $what', ({ fields, code }) => {
    expect(codes(fields)[0]).toBe(code);
    expect(whyIdle(facts(fields)).idle).toBe(true);
  });

  it.each(['orchestrator', 'dispatcher', 'scraper', 'pipeline'] as const)(
    'is that no %s is alive',
    (role) => {
      const { reasons, idle } = whyIdle(facts({ ...FETCHING, alive: { ...facts().alive, [role]: 0 } }));
      expect(reasons[0]).toMatchObject({ code: `no-${role}`, remedy: expect.stringContaining(role) });
      expect(idle).toBe(true);
    },
  );

  it('is nothing while chunks are worked on', () => {
    expect(whyIdle(facts({ openChunks: { planned: 1, scraped: 1, storing: 1 } }))).toMatchObject({
      idle: false,
      reasons: [{ code: 'working' }],
    });
  });

  it('takes the ordinary pace of a host for no wait worth naming', () => {
    expect(codes({ ...FETCHING, hosts: [host({ nextAt: NOW + 900 })] })).toEqual(['working']);
  });

  it('says when the workflow has not heard a pause yet', () => {
    const { reasons } = whyIdle(facts({ state: 'paused', unacknowledged: 1 }));
    expect(reasons[0]?.detail).toContain('has not answered this yet');
  });

  it('names at least one reason in every state', () => {
    for (const state of RUN_STATES) {
      for (const phase of ['discovering', 'crawling'] as const) {
        expect(codes({ state, phase }).length, `${state}, ${phase}`).toBeGreaterThan(0);
      }
    }
  });
});
