// The ports of the alert sweep over stores in memory, with power cuts before each write and a channel that keeps every
// message once, as deliveries do.
import { createHash } from 'node:crypto';
import { createMemoryStores } from './memory/memory-stores.ts';
import type { AlertRule } from '../../domain/alert/rule/alert-rule.ts';
import type { AlertMessage } from '../../domain/alert/rule/message.ts';
import { type ActPorts, actOnIncident } from '../../domain/alert/sweep/act-on-incident.ts';
import type { AlertPorts } from '../../domain/alert/sweep/alert-ports.ts';
import { NO_HOLDS } from '../../domain/job/hold/emergency-hold.ts';
import { BUILT_IN_BOOK } from '../../domain/job/limit/plan.ts';
import { type InboxChange, toInbox } from '../../domain/page/inbox.ts';
import { sampleRule } from '../contracts/sample-alerts.ts';
import { sampleChange, sampleJob, START } from '../contracts/sample-documents.ts';
import { createEngine, PowerCut } from './control-scene.ts';
import { createSilentLog } from './silent-log.ts';

type Stores = ReturnType<typeof createMemoryStores>;

export interface AlertScene {
  readonly stores: Stores;
  readonly ports: AlertPorts;
  /** Each message once, in the order in which it was handed over first. */
  readonly sent: Map<string, AlertMessage>;
  now: Date;
  failAfter: number | null;
  writes: number;
}

const READS =
  /^(get|list|of|asked|waiting|open|due|count|alerted|changes|prices|runs|summaries|deadAmong|status|stepsDue|nextDue|heldBy)(?!Judged)/;

/** A port before each write of which the power may be cut. */
export function cuttable<T extends object>(scene: Pick<AlertScene, 'failAfter' | 'writes'>, port: T): T {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function' || typeof name !== 'string' || READS.test(name)) return member;
      return async (...given: unknown[]): Promise<unknown> => {
        if (scene.failAfter !== null && scene.writes >= scene.failAfter)
          throw new PowerCut(`power cut before write ${scene.writes + 1} (${name})`);
        scene.writes += 1;
        return Reflect.apply(member, target, given);
      };
    },
  });
}

export async function createAlertScene(rules: readonly Partial<AlertRule>[] = [{}]): Promise<AlertScene> {
  const stores = createMemoryStores();
  const sent = new Map<string, AlertMessage>();
  const state = { stores, sent, now: START, failAfter: null, writes: 0 };
  const scene: AlertScene = Object.assign(state, { ports: portsOf(state) });
  await stores.jobs.insert(sampleJob('job', { tags: ['kitchen'] }));
  for (const [index, rule] of rules.entries())
    await stores.alertRules.insert(sampleRule(`rule_${index}`, rule));
  return scene;
}

function portsOf(scene: Omit<AlertScene, 'ports'>): AlertPorts {
  const { stores, sent } = scene;
  const acting = actPortsOf(scene);
  return {
    ...acting,
    alertRules: stores.alertRules,
    alertMarks: cuttable(scene, stores.alertMarks),
    alertStates: cuttable(scene, stores.alertStates),
    summaries: cuttable(scene, stores.summaries),
    hasModel: false,
    incidents: cuttable(scene, stores.incidents),
    events: cuttable(scene, stores.events),
    jobs: stores.jobs,
    runs: stores.runs,
    failures: stores.failures,
    history: stores.history,
    hosts: stores.hosts,
    act: (action, target) => actOnIncident(acting, action, target),
    overview: stores.overview,
    maintenance: stores.maintenance,
    health: stores.health,
    ...cuttable(scene, {
      send: async (message: AlertMessage) => {
        if (!sent.has(message.id)) sent.set(message.id, message);
      },
    }),
    wasSent: async ({ id }) => sent.has(id),
  };
}

/** What a step of a rule needs to pause something; the engine starts nothing. */
function actPortsOf(scene: Omit<AlertScene, 'ports'>): ActPorts {
  const { stores } = scene;
  let ulids = 0;
  const noted = { started: new Map(), signals: [], terminated: [], schedules: new Map() };
  return {
    planBook: BUILT_IN_BOOK,
    workspaces: stores.workspaces,
    usage: stores.usage,
    jobs: cuttable(scene, stores.jobs),
    runs: cuttable(scene, stores.runs),
    events: cuttable(scene, stores.events),
    hosts: cuttable(scene, stores.hosts),
    audit: cuttable(scene, stores.audit),
    history: stores.history,
    overview: stores.overview,
    engine: createEngine({ engineDown: false, noted }),
    control: { publishPermit: async () => undefined },
    holds: NO_HOLDS,
    eventBroker: { publishEvent: async () => undefined },
    clock: { now: () => scene.now },
    ids: { ulid: () => `01JZ${String((ulids += 1)).padStart(22, '0')}` },
    hasher: { sha256: (data) => createHash('sha256').update(data).digest('base64url') },
    log: createSilentLog(),
  };
}

/** Confirmed changes of pages p1, p2 … of the job, as the store stage inserts them. */
export async function putChanges(
  scene: AlertScene,
  count: number,
  fields: Partial<InboxChange> = {},
): Promise<void> {
  const changes = Array.from({ length: count }, (_, n) => {
    const {
      workspaceId,
      inbox: _inbox,
      ...change
    } = sampleChange(`job:p${n + 1}`, 1, {
      at: scene.now,
      state: 'confirmed',
      ...fields,
    });
    return toInbox(workspaceId, change);
  });
  await scene.stores.history.insertChanges(changes);
}

/** What was handed over, as kind and title. */
export function told({ sent }: AlertScene): string[] {
  return [...sent.values()].map(({ kind, title }) => `${kind}: ${title}`);
}
