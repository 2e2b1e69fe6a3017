// The ports that the use cases of runs and jobs share: createRun, finalizeRun, transitions and verbs are
// called by API, activities and monitor alike.
import type { Hasher, Ids, Log } from '../system/clock.ts';
import type { ControlBroker, EventBroker } from '../run/dispatch/broker.ts';
import type { StandingHolds } from './hold/emergency-hold.ts';
import type { EventStore, EventType } from '../system/event/event.ts';
import type { JobStore } from './job-store.ts';
import type { HistoryStore } from '../page/page-store.ts';
import type { FrontierStore } from '../run/frontier.ts';
import { orderedId } from '../run/ids.ts';
import type { LimitPorts } from './limit/reserve.ts';
import type { RunEngine } from '../run/run-engine.ts';
import type { ChunkStore, RunStore } from '../run/run-store.ts';

export interface ControlPorts extends LimitPorts {
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
  readonly frontier: FrontierStore;
  readonly history: Pick<HistoryStore, 'confirmedIn' | 'unreleasedRuns' | 'settleUnreleased'>;
  readonly engine: RunEngine;
  readonly control: Pick<ControlBroker, 'publishPermit'>;
  readonly events: EventStore;
  readonly eventBroker: Pick<EventBroker, 'publishEvent'>;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly holds: StandingHolds;
  readonly log: Log;
}

/** What `announce` needs. */
export type AnnouncePorts = Pick<ControlPorts, 'events' | 'eventBroker' | 'clock' | 'ids' | 'hasher' | 'log'>;

/** What giving back a job's lease needs: the job's state, its schedule and the runs that follow. */
export type LeasePorts = AnnouncePorts &
  LimitPorts &
  Pick<ControlPorts, 'jobs' | 'runs' | 'engine' | 'history'>;

/** What moving a run in progress needs: its workflow and its dispatchers are told. */
export type VerbPorts = LeasePorts & Pick<ControlPorts, 'control' | 'holds'>;

export interface Announcement {
  readonly type: EventType;
  readonly workspaceId: string;
  /** Absent when the event concerns no single job. */
  readonly jobId?: string;
  readonly runId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Makes the event's id deterministic: repeated with the same moment and key, the event is stored once. */
  readonly once?: { readonly at: Date; readonly key: string };
}

/** Stores the event, then publishes it. When the broker is away, only the live stream misses the event. */
export async function announce(ports: AnnouncePorts, event: Announcement): Promise<void> {
  const { once, ...rest } = event;
  const at = once?.at ?? ports.clock.now();
  const id = once === undefined ? ports.ids.ulid() : orderedId(once.at, once.key, ports.hasher);
  await ports.events.insert([{ _id: id, at, ...rest }]);
  const { type, workspaceId, jobId, data } = event;
  const owner = jobId === undefined ? {} : { jobId };
  const run = event.runId === undefined ? {} : { runId: event.runId };
  try {
    const message = { id, type, at: at.toISOString(), workspaceId, ...owner, ...run, data };
    await ports.eventBroker.publishEvent(message);
  } catch (error) {
    ports.log.warn({ type, jobId, err: error }, 'event stored but not published; streams read it later');
  }
}
