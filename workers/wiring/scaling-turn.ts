// One turn of scaling: looks at what waits and at who works, decides for each role, and writes that down. Whoever starts
// processes (`webloom up`, KEDA) follows. While all numbers are fixed nothing is looked at.
import type { AgentHeartbeat } from '../../domain/system/agent/agent.ts';
import type { Clock, Log } from '../../domain/system/clock.ts';
import { QueueBook, type ServiceState } from '../../domain/health/queue/queue-book.ts';
import type { BrokerGauge, BrokerLook, EngineGauge, QueueLook } from '../../domain/health/queue/queue.ts';
import {
  type ScalingSettings,
  nextScaling,
  rangeInForce,
  reasonInForce,
  scalingSettings,
} from '../../domain/health/scaling/next-scaling.ts';
import { SCALED_ROLES, type ScaledRole, isFixed } from '../../domain/health/scaling/process-range.ts';
import type { RoleScaling } from '../../domain/health/scaling/role-scaling.ts';
import { type ScalingLook, scalingLook } from '../../domain/health/scaling/scaling-look.ts';
import { SCALING } from '../../domain/health/scaling/scaling-numbers.ts';
import { NOTHING, ask, follow } from './ask-service.ts';
import type { Foundation } from './foundation.ts';

/** What was decided is read again after this. */
const CONFIRM_MS = 60_000;
const KEPT_LOOKS = SCALING.mostQuietMs / SCALING.lookEveryMs + 2;

interface Needs {
  readonly mongo: Pick<Foundation['mongo'], 'agents' | 'scaling'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly eventBroker: Pick<BrokerGauge, 'look'>;
  readonly engine: EngineGauge;
}

export function createScalingTurn(needs: Needs): () => Promise<void> {
  const { mongo, clock } = needs;
  const look = createLook(needs);
  const looks = new Map<ScaledRole, ScalingLook[]>(SCALED_ROLES.map((role) => [role, []]));
  let settled = { key: '', at: 0 };
  return async () => {
    const now = clock.now().getTime();
    const settings = await readSettings(needs, now);
    const ranges = SCALED_ROLES.map((role) => rangeInForce(role, settings));
    const areFixed = ranges.every(isFixed);
    const key = JSON.stringify(ranges);
    // Of fixed numbers nothing is new until somebody sets others; another monitor may have decided in between.
    if (areFixed && key === settled.key && Math.abs(now - settled.at) < CONFIRM_MS) return;
    const roles = await mongo.scaling.list();
    const seen = areFixed ? null : await look(settings, now);
    let isNew = false;
    for (const [n, role] of SCALED_ROLES.entries()) {
      const before = roles.find(({ _id }) => _id === role) ?? null;
      const range = ranges[n] ?? rangeInForce(role, settings);
      const kept = isFixed(range) || seen === null ? [] : [...(looks.get(role) ?? []), seen(role)];
      looks.set(role, kept.slice(-KEPT_LOOKS));
      const because = reasonInForce(role, settings);
      const next = nextScaling({ role, before, range, because, looks: kept, now });
      isNew = (await decide(needs, before, next)) || isNew;
    }
    settled = areFixed && !isNew ? { key, at: now } : { key: '', at: 0 };
  };
}

async function readSettings({ mongo }: Needs, now: number): Promise<ScalingSettings> {
  const [set, fleets] = await Promise.all([mongo.scaling.given(), mongo.scaling.fleets()]);
  return scalingSettings(set, fleets, now);
}

const NOT_SEEN: Partial<Pick<BrokerLook, 'work' | 'render'>> = {};

type LookAt = (role: ScaledRole) => ScalingLook;

function createLook({ mongo, engine, eventBroker }: Needs) {
  const book = new QueueBook();
  let broker: ServiceState<BrokerLook> = NOTHING;
  let temporal: ServiceState<readonly QueueLook[]> = NOTHING;
  return async ({ fleets }: ScalingSettings, now: number): Promise<LookAt> => {
    const [brokerLook, taskQueues, heartbeats] = await Promise.all([
      ask('RabbitMQ', eventBroker.look()),
      ask('Temporal', engine.taskQueues()),
      ask('The store', mongo.agents.list()),
    ]);
    broker = follow(broker, brokerLook, now);
    temporal = follow(temporal, taskQueues, now);
    const beats: readonly AgentHeartbeat[] = heartbeats.ok ? heartbeats.value : [];
    const queues = book.note({ broker, engine: temporal, beats, now });
    const rooms = fleets.flatMap(({ room }) => room ?? []);
    const { work, render } = broker.fault === null ? (broker.last?.look ?? NOT_SEEN) : NOT_SEEN;
    const isQueueOf: Readonly<Record<ScaledRole, (queue: QueueLook) => boolean>> = {
      scraper: ({ name, service }) => service === 'rabbitmq' && name === work?.name,
      renderer: ({ name, service }) => service === 'rabbitmq' && name === render?.name,
      pipeline: ({ name }) => temporal.fault === null && name.endsWith('pipeline (activity)'),
    };
    return (role) => scalingLook({ role, now, beats, queue: queues.find(isQueueOf[role]) ?? null, rooms });
  };
}

/** False: nothing is new. */
async function decide(
  { mongo, log }: Needs,
  before: RoleScaling | null,
  next: RoleScaling,
): Promise<boolean> {
  if (before !== null && isSame(before, next)) return false;
  // A refused write was based on what another monitor has changed meanwhile; the next turn reads that.
  if (!(await mongo.scaling.save(next, before?.revision ?? null))) return true;
  const [last] = next.decisions;
  if (last === undefined || last.at.getTime() !== next.at.getTime()) return true;
  const { from, to, reason } = last;
  log.info({ role: next._id, from, to, reason }, 'the number of processes changes');
  return true;
}

/** Of a fixed number nothing is new until it changes. */
function isSame(before: RoleScaling, next: RoleScaling): boolean {
  const { floor, ceiling } = before.range;
  const isOfRange = floor === next.range.floor && ceiling === next.range.ceiling;
  return isFixed(next.range) && isOfRange && before.state.wanted === next.state.wanted;
}
