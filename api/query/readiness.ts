// Whether Webloom can do its work: the services it needs, and a living process of each role; and which part
// is wrong, why, since when. It also looks at intervals when nobody asks, so that "since" is right.
import { type StoreOutage, judgeRoles } from '../../domain/agent/presence.ts';
import { type DiskSpace, describeDisk } from '../../domain/disk/disk-space.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts, DependencyCheck } from '../ports.ts';
import type { Readiness } from '../schemas/health.ts';

const CHECK_MS = 2_000;
const LOOK_EVERY_MS = 10_000;

type Check = Readiness['checks'][number];

export interface ReadinessWatch {
  look(): Promise<Readiness>;
  start(): void;
  stop(): void;
}

type ReadinessPorts = Pick<ApiPorts, 'checks' | 'agents' | 'clock' | 'disk'>;

export function watchReadiness(ports: ReadinessPorts): ReadinessWatch {
  /** For each failing check, when this API process first saw it fail. */
  const failingSince = new Map<string, number>();
  let outage: StoreOutage | null = null;
  let muteSince: number | null = null;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<Readiness> => {
    const results = await Promise.all(ports.checks.map(runCheck));
    const now = ports.clock.now().getTime();
    const room = checkRoom(ports.disk.space());
    // Without a store or disk space no process can write a sign of life; the failing check says so.
    const isMute = !room.ok || results.some(({ name, ok }) => name === 'store' && !ok);
    if (isMute) outage = { from: muteSince ?? now, to: now };
    muteSince = isMute ? (muteSince ?? now) : null;
    const roles = isMute ? [] : await checkRoles(ports, now, outage);
    const checks = [...results, room, ...roles].map((check) => withSince(failingSince, check, now));
    return { ready: checks.every(({ ok }) => ok), checks };
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

async function runCheck({ name, check }: DependencyCheck): Promise<Check> {
  const startedAt = performance.now();
  const failure = await withinDeadline(LABELS[name], check(), CHECK_MS, SILENT).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const latencyMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { name, ok: failure === null, latencyMs, detail: failure, since: null };
}

const LABELS = { store: 'The store', broker: 'RabbitMQ', temporal: 'Temporal' } as const;
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

async function checkRoles(
  { agents }: Pick<ApiPorts, 'agents'>,
  now: number,
  outage: StoreOutage | null,
): Promise<Check[]> {
  const heartbeats = await withinDeadline('The store', agents.list(), CHECK_MS).catch(() => null);
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
