// All components from what was asked, and how what the monitor saw stands beside what the API sees itself.
import type { AgentHeartbeat } from '../system/agent/agent.ts';
import type { StoreOutage } from '../system/agent/presence.ts';
import type { FailingReceivers } from './failing-receivers.ts';
import type { DiskSpace } from '../system/disk/disk-space.ts';
import type { EmergencyHold } from '../job/hold/emergency-hold.ts';
import type { HostCircuits } from '../web/host/host-store.ts';
import type { QueueLook } from './queue/queue.ts';
import { type Answer, faultOf } from './answer.ts';
import { type HealthDocument, type HealthComponent, isUnwell } from './health.ts';
import { judgeEmergency } from './judge-emergency.ts';
import { judgeAgents } from './judge-agents.ts';
import { judgeBlobStore } from './judge-blob-store.ts';
import { type BackupFacts, judgeBackup } from './judge-backup.ts';
import { type NameOutcome, judgeDisk, judgeHosts, judgeNames } from './judge-outside.ts';
import { type CleanUpFacts, judgeCleanUp } from './judge-clean-up.ts';
import { type MailOutcome, judgeMail } from './judge-mail.ts';
import { type ProxyFacts, judgeProxy } from './judge-proxy.ts';
import { judgeQueue } from './judge-queue.ts';
import { judgeBrowser } from './renderer/judge-browser.ts';
import { judgeLogins } from './login/judge-logins.ts';
import { judgeProxies } from './proxy/judge-proxies.ts';
import { leftServers } from './proxy/left-servers.ts';
import { judgeReceivers } from './judge-receivers.ts';
import type { ProcessRange } from './scaling/process-range.ts';
import { judgeStarts } from './starts/judge-starts.ts';
import { judgeStoreRoom } from './judge-store-room.ts';
import { SERVICE_NAMES, type ServiceName, judgeService } from './judge-service.ts';
import type { StartFigures } from './starts/start-figures.ts';
import { type StoreRoom, isStoreFull } from './store-room.ts';

export interface HealthFacts {
  readonly now: number;
  readonly services: Readonly<Record<ServiceName, Answer<unknown>>>;
  readonly heartbeats: Answer<readonly AgentHeartbeat[]>;
  readonly outage: StoreOutage | null;
  /** As last seen; a server that is away now leaves its last looks. */
  readonly queues: readonly QueueLook[];
  /** How many renderers there may be; null: that is not known, and asked only where pages wait for one. */
  readonly renderers: ProcessRange | null;
  /** Why a server could not be asked for its queues; null: it answered. */
  readonly queueFaults: Readonly<Record<QueueLook['service'], string | null>>;
  readonly disk: DiskSpace | null;
  /** Null: it is no embedded store, or it did not tell. */
  readonly storeRoom: StoreRoom | null;
  /** Null: the store did not tell. */
  readonly starts: StartFigures | null;
  readonly blobStore: Answer<unknown>;
  readonly hosts: Answer<HostCircuits>;
  readonly names: readonly NameOutcome[] | 'by-proxy';
  /** Null: no proxy is set. */
  readonly proxy: ProxyFacts | null;
  /** Null: the channels could not be read. */
  readonly mail: readonly MailOutcome[] | null;
  /** Null: the store did not tell. */
  readonly receivers: FailingReceivers | null;
  /** How many are blocked; null: the store did not tell. */
  readonly logins: number | null;
  readonly backup: Omit<BackupFacts, 'now'>;
  readonly holds: readonly EmergencyHold[];
  /** Null: the store did not tell. */
  readonly cleanUp: CleanUpFacts | null;
}

export function judgeHealth(facts: HealthFacts): HealthComponent[] {
  const { services, heartbeats, now, outage, disk, storeRoom } = facts;
  const beats = faultOf(services.store) === null && heartbeats.ok ? heartbeats.value : null;
  const agents = judgeAgents({
    heartbeats: beats,
    isMute: disk?.state === 'full' || isStoreFull(storeRoom),
    now,
    outage,
  });
  return [
    ...SERVICE_NAMES.map((name) => judgeService(name, services[name])),
    judgeBlobStore(facts.blobStore),
    ...judgeStoreRoom(storeRoom),
    judgeDisk(disk),
    ...agents,
    ...judgeBrowser(beats, now),
    ...judgeQueues(facts),
    judgeStarts(
      facts.starts,
      agents.find(({ id }) => id === 'orchestrator'),
    ),
    judgeNames(facts.names),
    ...judgeProxy(facts.proxy, now),
    judgeMail(facts.mail),
    judgeReceivers(facts.receivers),
    judgeLogins(facts.logins),
    judgeProxies(facts.heartbeats.ok ? leftServers(facts.heartbeats.value, facts.now) : null, facts.now),
    judgeHosts(facts.hosts),
    judgeBackup({ ...facts.backup, now }),
    judgeEmergency(facts.holds),
    judgeCleanUp(facts.cleanUp, now),
  ];
}

const SERVERS = { rabbitmq: 'RabbitMQ', temporal: 'Temporal' } as const;

/** A server that never answered has queues all the same: they are not known, and not missing. */
function judgeQueues({
  queues,
  queueFaults,
  renderers,
}: Pick<HealthFacts, 'queues' | 'queueFaults' | 'renderers'>): HealthComponent[] {
  const unseen = (['rabbitmq', 'temporal'] as const).filter(
    (service) => queueFaults[service] !== null && queues.every((queue) => queue.service !== service),
  );
  return [
    ...queues.map((queue) => judgeQueue(queue, { fault: queueFaults[queue.service], renderers })),
    ...unseen.map((service) => ({
      id: `queue:${service}`,
      kind: 'queue' as const,
      name: `The queues of ${SERVERS[service]}`,
      state: 'unknown' as const,
      text: `Not known: ${queueFaults[service] ?? ''}`,
      since: null,
      remedy: null,
      figures: {},
    })),
  ];
}

/** So many looks of the monitor may be missing. */
const MISSED_LOOKS = 3;

export interface SeenHealth {
  /** Null: none was written, or it could not be read. */
  readonly document: HealthDocument | null;
  readonly now: number;
}

/** Whether the monitor's last look is so old that it says little about now. */
export function isBlind({ document, now }: SeenHealth): boolean {
  return document === null || now - document.at.getTime() > MISSED_LOOKS * document.everyMs;
}

/** What the API sees itself goes first, because it is of now; the rest is the monitor's, or not known any more. */
export function mergeHealth(own: readonly HealthComponent[], seen: SeenHealth): HealthComponent[] {
  const blind = isBlind(seen);
  const { document } = seen;
  const ownIds = new Set(own.map(({ id }) => id));
  const others = (document?.parts ?? []).filter(({ id }) => !ownIds.has(id));
  return [
    judgeLook(seen),
    ...own.map((part) => (document === null || blind ? part : withOtherView(part, document))),
    ...others.map((part) => (blind && document !== null ? forgotten(part, document) : part)),
  ];
}

function judgeLook({ document, now }: SeenHealth): HealthComponent {
  const part = { id: 'look', kind: 'monitor', name: 'The look of the monitor' } as const;
  const ageMs = document === null ? null : Math.max(0, now - document.at.getTime());
  const figures = { ageMs };
  if (ageMs === null)
    return {
      ...part,
      state: 'unknown',
      text: 'The monitor has not looked yet, or what it saw can not be read: queues, names and hosts are not known.',
      since: null,
      remedy: LOOK_REMEDY,
      figures,
    };
  const seconds = Math.round(ageMs / 1_000);
  if (isBlind({ document, now }))
    return {
      ...part,
      state: 'unknown',
      text: `The monitor looked ${seconds} s ago for the last time: queues, names and hosts are not known since.`,
      since: document?.at.getTime() ?? null,
      remedy: LOOK_REMEDY,
      figures,
    };
  return {
    ...part,
    state: 'ok',
    text: `The monitor looked ${seconds} s ago.`,
    since: null,
    remedy: null,
    figures,
  };
}

const LOOK_REMEDY =
  'Look for the monitor among the agents; “webloom up” starts it again by itself, “webloom doctor” tells why it does not.';

/** The monitor, elsewhere, may fail to reach what the API reaches. One look is not enough: it may be over by now. */
function withOtherView(own: HealthComponent, document: HealthDocument): HealthComponent {
  const other = document.parts.find(({ id }) => id === own.id);
  if (other === undefined || own.kind !== 'service' || own.state !== 'ok' || !isUnwell(other)) return own;
  const seenTwice = other.since !== null && other.since <= document.at.getTime() - document.everyMs;
  if (!seenTwice) return own;
  return {
    ...own,
    state: 'warning',
    text: `The API reaches it, the monitor (${document.by}) does not: ${other.text}`,
    since: other.since,
    remedy: other.remedy,
  };
}

function forgotten(part: HealthComponent, { at }: HealthDocument): HealthComponent {
  return {
    ...part,
    state: 'unknown',
    text: `Not looked at since ${at.toISOString()}. Then: ${part.text}`,
    since: at.getTime(),
    remedy: null,
    figures: {},
  };
}
