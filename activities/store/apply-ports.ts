// The ports for applying a chunk's decisions, in addition to those of every stage.
import type { EventBroker } from '../../domain/run/dispatch/broker.ts';
import type { EventStore } from '../../domain/system/event/event.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import type { PictureCoder } from '../../domain/page/picture-coder.ts';
import type { FailureStore, HistoryStore } from '../../domain/page/page-store.ts';
import type { StagePorts } from '../stage-ports.ts';

/** What storing needs of the job: how often it has run, and where its latest findings are noted. */
interface StoredJobs {
  get(jobId: string): Promise<{ aggregates: { completedRuns: number } } | null>;
  readonly noteFindings: JobStore['noteFindings'];
}

export interface ApplyPorts extends StagePorts {
  readonly jobs: StoredJobs;
  readonly history: HistoryStore;
  readonly failures: FailureStore;
  readonly pictures: PictureCoder;
  readonly events: EventStore;
  readonly eventBroker: Pick<EventBroker, 'publishEvent'>;
}
