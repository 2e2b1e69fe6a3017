// Whether Webloom can do its work: the services it needs, and a living process of each role; and which component
// is wrong, why, since when. It also looks at intervals when nobody asks, so that "since" is right.
import type { AgentHeartbeat } from '../../domain/system/agent/agent.ts';
import { type StoreOutage, judgeRoles } from '../../domain/system/agent/presence.ts';
import { type DiskSpace, describeDisk } from '../../domain/system/disk/disk-space.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { Answer } from '../../domain/health/answer.ts';
import {
  type EarlierLook,
  type HealthComponent,
  withSince as partsSince,
} from '../../domain/health/health.ts';
import { judgeAgents } from '../../domain/health/judge-agents.ts';
import { judgeBlobStore } from '../../domain/health/judge-blob-store.ts';
import { judgeDisk } from '../../domain/health/judge-outside.ts';
import { judgeStoreRoom } from '../../domain/health/judge-store-room.ts';
import { judgeService } from '../../domain/health/judge-service.ts';
import { MuteTime } from '../../domain/health/mute-time.ts';
import { type StoreRoom, isStoreFull } from '../../domain/health/store-room.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts, DependencyCheck } from '../ports.ts';
import type { Readiness } from '../schemas/health.ts';

const CHECK_MS = 2_000;
const LOOK_EVERY_MS = 10_000;

type Check = Readiness['checks'][number];

export interface OwnLook extends Pick<Readiness, 'ready' | 'checks'> {
  /** The same, as components of the health document. */
  readonly parts: readonly HealthComponent[];
}

export interface ReadinessChecks {
  look(): Promise<OwnLook>;
  start(): void;
  stop(): void;
}

type ReadinessPorts = Pick<ApiPorts, 'checks' | 'agents' | 'clock' | 'disk' | 'storeRoom'>;

export function startReadinessChecks(ports: ReadinessPorts): ReadinessChecks {
  /** For each failing check, when this API process first saw it fail. */
  const failingSince = new Map<string, number>();
  const mute = new MuteTime();
  let before: EarlierLook | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<OwnLook> => {
    const answers = await Promise.all(
      ports.checks.map(async (one) => ({ name: one.name, answer: await ask(one) })),
    );
    const now = ports.clock.now().getTime();
    const space = ports.disk.space();
    // Without a store, room in it or disk space no process can write a sign of life; the part that fails says so.
    const isAway = answers.some(({ name, answer }) => name === 'store' && !answer.ok);
    const [room, heartbeats] = isAway
      ? [null, null]
      : await Promise.all([readRoom(ports), readHeartbeats(ports)]);
    const isFull = space?.state === 'full' || isStoreFull(room);
    const outage = mute.note(isFull || isAway, now);
    const parts = partsSince(
      [
        ...answers.map(({ name, answer }) =>
          name === 'blobs' ? judgeBlobStore(answer) : judgeService(name, answer),
        ),
        ...judgeStoreRoom(room),
        judgeDisk(space),
        ...judgeAgents({ heartbeats, isMute: isFull, now, outage }),
      ],
      before,
      now,
    );
    before = { at: now, parts };
    const checks = [
      ...answers.map(toCheck),
      checkRoom(space),
      ...checkRoles(isFull ? null : heartbeats, now, outage),
    ].map((check) => withSince(failingSince, check, now));
    return { ready: checks.every(({ ok }) => ok), checks, parts };
  };
  return {
    look,
    start() {
      timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}

async function ask({ name, check }: DependencyCheck): Promise<Answer<void>> {
  const startedAt = performance.now();
  const latencyMs = (): number => Math.round((performance.now() - startedAt) * 10) / 10;
  try {
    await withinDeadline(LABELS[name], check(), CHECK_MS, SILENT);
    return { ok: true, value: undefined, latencyMs: latencyMs() };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    const isAlarm = isWebloomError(error) && typeof error.facts['alarm'] === 'string';
    return { ok: false, fault, isAlarm, latencyMs: latencyMs() };
  }
}

function toCheck({ name, answer }: { name: string; answer: Answer<void> }): Check {
  const { ok, latencyMs } = answer;
  return { name, ok, latencyMs, detail: ok ? null : answer.fault, since: null };
}

export const LABELS = {
  store: 'The store',
  broker: 'RabbitMQ',
  temporal: 'Temporal',
  blobs: 'The blob store',
} as const;
const SILENT = `does not answer within ${CHECK_MS} ms: it is frozen, overloaded or can not be reached.`;

function checkRoom(space: DiskSpace | null): Check {
  const isFull = space?.state === 'full';
  return {
    name: 'disk',
    ok: !isFull,
    latencyMs: 0,
    detail: isFull ? describeDisk(space) : null,
    since: null,
  };
}

/** Null: another database, or it can not be read. */
async function readRoom({ storeRoom }: Pick<ApiPorts, 'storeRoom'>): Promise<StoreRoom | null> {
  return withinDeadline('The store', storeRoom(), CHECK_MS).catch(() => null);
}

/** Null: they can not be read. */
async function readHeartbeats({
  agents,
}: Pick<ApiPorts, 'agents'>): Promise<readonly AgentHeartbeat[] | null> {
  return withinDeadline('The store', agents.list(), CHECK_MS).catch(() => null);
}

function checkRoles(
  heartbeats: readonly AgentHeartbeat[] | null,
  now: number,
  outage: StoreOutage | null,
): Check[] {
  if (heartbeats === null) return [];
  return judgeRoles(heartbeats, now, outage).map(({ role, ok, detail, lastSignAt }) => ({
    name: role,
    ok,
    latencyMs: 0,
    detail,
    since: ok || lastSignAt === null ? null : new Date(lastSignAt).toISOString(),
  }));
}

function withSince(failingSince: Map<string, number>, check: Check, now: number): Check {
  if (check.ok) {
    failingSince.delete(check.name);
    return check;
  }
  const since = failingSince.get(check.name) ?? now;
  failingSince.set(check.name, since);
  return { ...check, since: check.since ?? new Date(since).toISOString() };
}
