// One look of the monitor at everything Webloom needs: each is asked with a deadline, so that what is frozen holds up
// nothing, and what came of it is written for everybody to read.
import { createProxyCheck } from '../../adapters/http/proxy/proxy-check.ts';
import { systemResolver } from '../../adapters/http/system-resolver.ts';
import type { StandingHolds } from '../../domain/job/hold/emergency-hold.ts';
import type { CleanUp } from '../../domain/upkeep/clean-up/clean-up.ts';
import { totalFreed } from '../../domain/upkeep/clean-up/run-clean-up.ts';
import { MAX_LOGINS } from '../../domain/config/login/bounds.ts';
import { findFailingReceivers } from '../../domain/alert/delivery/failing-receivers.ts';
import type { Answer } from '../../domain/health/answer.ts';
import { type EarlierLook, withSince } from '../../domain/health/health.ts';
import { type HealthFacts, judgeHealth } from '../../domain/health/judge-health.ts';
import type { NameOutcome } from '../../domain/health/judge-outside.ts';
import { MuteTime, latestLoss } from '../../domain/health/mute-time.ts';
import { isRenderQueue } from '../../domain/health/renderer/judge-render-queue.ts';
import { livingFleets, rangeGiven } from '../../domain/health/scaling/next-scaling.ts';
import type { ProcessRange } from '../../domain/health/scaling/process-range.ts';
import { createStartGauge } from '../../domain/health/starts/start-gauge.ts';
import { type StoreRoom, isStoreFull } from '../../domain/health/store-room.ts';
import { CIRCUIT_THRESHOLD } from '../../domain/web/politeness/circuit.ts';
import { QueueBook, type ServiceState } from '../../domain/health/queue/queue-book.ts';
import type { BrokerLook, QueueLook } from '../../domain/health/queue/queue.ts';
import { NOTHING, ask, follow, inTime } from './ask-service.ts';
import { createMailCheck } from './mail-check.ts';
import type { Foundation } from './foundation.ts';

export const LOOK_EVERY_MS = 15_000;
/** Names change rarely, and each look at one is a question to somebody else's server. */
const NAMES_EVERY_MS = 60_000;
const NAMES_ASKED = 3;
const MAX_LETTERS = 10_000;
const HOSTS_SINCE_MS = 600_000;
/** Hosts given by number sort before it. */
const BEFORE_LETTERS = '`';

type Needs = Pick<Foundation, 'agentId' | 'clock' | 'disk' | 'engine' | 'eventBroker' | 'mongo'> & {
  readonly config: Pick<Foundation['config'], 'egress' | 'backupDays'>;
  readonly blobs: Pick<Foundation['blobs'], 'ping'>;
  readonly holds: StandingHolds;
};

/** Each call looks once. While the store is away nothing can be written, which the age of the last look tells. */
export function createHealthCheck(foundation: Needs): () => Promise<void> {
  const { mongo, agentId } = foundation;
  const look = createLook(foundation);
  let before: EarlierLook | null = null;
  let lostSince: Date | null = null;
  return async () => {
    const facts = await look();
    const at = new Date(facts.now);
    if (!facts.services.store.ok) {
      lostSince ??= at;
      return;
    }
    const known = await mongo.health.get();
    const earlier = before ?? (known === null ? null : { at: known.at.getTime(), parts: known.parts });
    const parts = withSince(judgeHealth(facts), earlier, facts.now);
    before = { at: facts.now, parts };
    const storeLoss = latestLoss(known?.storeLoss, lostSince === null ? null : { from: lostSince, to: at });
    const loss = storeLoss === undefined ? {} : { storeLoss };
    await mongo.health.put({
      _id: 'health',
      at,
      by: agentId,
      everyMs: LOOK_EVERY_MS,
      parts,
      ...loss,
    });
    lostSince = null;
  };
}

function createLook(foundation: Needs): () => Promise<HealthFacts> {
  const { mongo, clock, disk, engine, eventBroker } = foundation;
  const book = new QueueBook();
  const mute = new MuteTime();
  const lookOutside = createOutsideWatch(foundation);
  const lookAtStored = createStoredWatch(foundation);
  let brokerState: ServiceState<BrokerLook> = NOTHING;
  let engineState: ServiceState<readonly QueueLook[]> = NOTHING;
  return async () => {
    const now = clock.now().getTime();
    const holds = foundation.holds.standing();
    const [store, broker, temporal, heartbeats, hosts, brokerLook, taskQueues, outside, stored] =
      await Promise.all([
        ask('The store', mongo.ping()),
        ask('RabbitMQ', eventBroker.ping()),
        ask('Temporal', engine.ping()),
        ask('The store', mongo.agents.list()),
        ask('The store', mongo.hosts.circuits(CIRCUIT_THRESHOLD, now - HOSTS_SINCE_MS)),
        ask('RabbitMQ', lookAtBroker(foundation)),
        ask('Temporal', engine.taskQueues()),
        lookOutside(now),
        lookAtStored({ now, isHeld: holds.length > 0 }),
      ]);
    const space = disk.space();
    brokerState = follow(brokerState, brokerLook, now);
    engineState = follow(engineState, taskQueues, now);
    const beats = heartbeats.ok ? heartbeats.value : [];
    const queues = book.note({ broker: brokerState, engine: engineState, beats, now });
    return {
      now,
      services: { store, broker, temporal },
      heartbeats,
      outage: mute.note(!isWritable({ store, disk: space, ...stored }), now),
      queues,
      renderers: await renderersAllowed(foundation, queues, now),
      queueFaults: { rabbitmq: brokerState.fault, temporal: engineState.fault },
      disk: space,
      hosts,
      ...outside,
      ...stored,
      holds,
    };
  };
}

/** Null: it did not tell, or nothing waits for one. */
async function renderersAllowed(
  { mongo }: Needs,
  queues: readonly QueueLook[],
  now: number,
): Promise<ProcessRange | null> {
  if (!queues.some((queue) => isRenderQueue(queue) && queue.ready !== 0 && queue.consumers === 0))
    return null;
  const asked = await ask('The store', Promise.all([mongo.scaling.given(), mongo.scaling.fleets()]));
  if (!asked.ok) return null;
  const [{ ranges }, fleets] = asked.value;
  return rangeGiven('renderer', { ranges, fleets: livingFleets(fleets, now) });
}

type StoredFacts = Pick<
  HealthFacts,
  'receivers' | 'logins' | 'backup' | 'cleanUp' | 'storeRoom' | 'blobStore' | 'starts'
>;

/** What follows from documents, how full the store of them is, and whether the one of blobs answers. */
function createStoredWatch(
  foundation: Needs,
): (look: { now: number; isHeld: boolean }) => Promise<StoredFacts> {
  const { mongo, clock, config, blobs } = foundation;
  const gaugeStarts = createStartGauge(mongo.starts);
  const watchedSince = clock.now().getTime();
  return async (look) => {
    const [receivers, logins, lastAt, lastCleanUp, storeRoom, blobStore, starts] = await Promise.all([
      ask('The store', findFailingReceivers(mongo)),
      ask('The store', mongo.logins.blocked(MAX_LOGINS)),
      ask('The store', lastBackupAt(mongo)),
      ask('The store', mongo.cleanUps.lastDone()),
      askRoom(mongo),
      ask('The blob store', blobs.ping()),
      ask('The store', gaugeStarts(look)),
    ]);
    return {
      receivers: receivers.ok ? receivers.value : null,
      logins: logins.ok ? logins.value.length : null,
      backup: { lastAt, everyDays: config.backupDays },
      cleanUp: lastCleanUp.ok ? toCleanUpFacts(lastCleanUp.value, watchedSince) : null,
      storeRoom,
      blobStore,
      starts: starts.ok ? starts.value : null,
    };
  };
}

/** Null: another database, or it did not tell. */
async function askRoom(mongo: Needs['mongo']): Promise<StoreRoom | null> {
  const room = await ask('The store', mongo.storeRoom());
  return room.ok ? room.value : null;
}

/** Whether processes can write signs of life. */
function isWritable({
  store,
  disk,
  storeRoom,
}: Pick<HealthFacts, 'disk' | 'storeRoom'> & { store: Answer<unknown> }): boolean {
  return store.ok && disk?.state !== 'full' && !isStoreFull(storeRoom);
}

/** What lies beyond Webloom's own services. */
function createOutsideWatch(
  foundation: Needs,
): (now: number) => Promise<Pick<HealthFacts, 'names' | 'proxy' | 'mail'>> {
  const { egress } = foundation.config;
  const names = createNameWatch(foundation);
  const proxied = createProxyCheck(egress.proxy);
  const mails = createMailCheck(foundation.mongo.channels, egress);
  return async (now) => {
    const asked = egress.proxy?.dns === 'proxy' ? ('by-proxy' as const) : names(now);
    const [outcomes, proxy, mail] = await Promise.all([asked, proxied(now), mails(now)]);
    return { names: outcomes, proxy, mail };
  };
}

async function lastBackupAt({ backups }: Needs['mongo']): Promise<Date | null> {
  return (await backups.latest(1))[0]?.finishedAt ?? null;
}

function toCleanUpFacts(last: CleanUp | null, watchedSince: number): HealthFacts['cleanUp'] {
  const freedBytes = totalFreed(last?.passes ?? []).bytes;
  return { lastAt: last?.startedAt ?? null, freedBytes, watchedSince };
}

/** Dead messages wait as letters: the monitor takes them from their queue. */
async function lookAtBroker({ mongo, eventBroker }: Needs): Promise<BrokerLook> {
  // How many there are is of the store, whose fault is told by its own part.
  const letters = mongo.deadLetters.messages(MAX_LETTERS).catch(() => 0);
  const look = await eventBroker.look();
  return { ...look, dead: { ...look.dead, ready: look.dead.ready + (await letters) } };
}

/** Asks for the addresses of a few hosts that jobs look at, now and then; a failed look repeats with the next one. */
function createNameWatch({ mongo }: Pick<Needs, 'mongo'>): (now: number) => Promise<readonly NameOutcome[]> {
  let outcomes: readonly NameOutcome[] = [];
  let askedAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    const isWell = outcomes.some((outcome) => outcome !== 'no-answer');
    if (isWell && now - askedAt < NAMES_EVERY_MS) return outcomes;
    const hosts = await ask('The store', mongo.hosts.list({ after: BEFORE_LETTERS, limit: NAMES_ASKED }));
    if (!hosts.ok) return outcomes;
    askedAt = now;
    const asked = hosts.value.flatMap(({ _id }) => namesOf(_id));
    outcomes = await Promise.all(asked.map(lookUp));
    return outcomes;
  };
}

function namesOf(host: string): string[] {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name.endsWith('.localhost') ? [] : [name];
}

async function lookUp(name: string): Promise<NameOutcome> {
  try {
    await inTime(systemResolver.resolve(name), 'late');
    return 'found';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOTFOUND' ? 'absent' : 'no-answer';
  }
}
