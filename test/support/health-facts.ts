// Facts about a stack that is well, to be changed one by one.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole } from '../../domain/system/agent/agent.ts';
import type { Answer } from '../../domain/health/answer.ts';
import type { HealthComponent, ComponentState } from '../../domain/health/health.ts';
import { type HealthFacts, judgeHealth } from '../../domain/health/judge-health.ts';
import type { QueueLook } from '../../domain/health/queue/queue.ts';

export const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);

export function answer<Value>(value: Value, latencyMs = 2): Answer<Value> {
  return { ok: true, value, latencyMs };
}

export function fault(text: string, isAlarm = false): Answer<never> {
  return { ok: false, fault: text, isAlarm, latencyMs: 2 };
}

export function beat(role: AgentRole, ageMs = 1_000, more: Partial<AgentHeartbeat> = {}): AgentHeartbeat {
  const startedAt = new Date(NOW - 100_000);
  const at = new Date(NOW - ageMs);
  const process = { _id: `${role}:box:1`, role, pid: 1, storeId: '', version: 'test' };
  return { ...process, startedAt, at, load: {}, ...more };
}

export const EVERYBODY = AGENT_ROLES.map((role) => beat(role));

export function queue(fields: Partial<QueueLook> = {}): QueueLook {
  return {
    name: 'wl.url.to_scrape',
    service: 'rabbitmq',
    purpose: 'URLs',
    ready: 0,
    unacked: 0,
    consumers: 1,
    oldestMs: 0,
    inPerSecond: null,
    outPerSecond: null,
    ...fields,
  };
}

export function facts(fields: Partial<HealthFacts> = {}): HealthFacts {
  return {
    now: NOW,
    services: { store: answer(null), broker: answer(null), temporal: answer(null) },
    heartbeats: answer(EVERYBODY),
    outage: null,
    queues: [queue()],
    renderers: null,
    queueFaults: { rabbitmq: null, temporal: null },
    disk: { folder: '/data', freeBytes: 9e9, totalBytes: 9e10, floorBytes: 1, state: 'ok' },
    storeRoom: null,
    starts: { lateMs: 400, comePerMinute: 12, donePerMinute: 12, waiting: 0 },
    blobStore: answer(null),
    hosts: answer({ failing: 0, answered: null }),
    names: ['found'],
    proxy: null,
    mail: ['greeted'],
    receivers: { channels: 0, waiting: 0 },
    logins: 0,
    backup: { lastAt: answer(null), everyDays: null },
    holds: [],
    cleanUp: { lastAt: new Date(NOW), freedBytes: 0, watchedSince: NOW },
    ...fields,
  };
}

export const FULL = { folder: '/', freeBytes: 0, totalBytes: 1, floorBytes: 1, state: 'full' } as const;

export function states(fields: Partial<HealthFacts>): Partial<Record<string, ComponentState>> {
  return Object.fromEntries(judgeHealth(facts(fields)).map(({ id, state }) => [id, state]));
}

export function componentOf(id: string, fields: Partial<HealthFacts>): HealthComponent {
  const part = judgeHealth(facts(fields)).find((one) => one.id === id);
  if (part === undefined) throw new Error(`there is no ${id}`);
  return part;
}
