// The ports for applying a chunk's decisions, in addition to those of every stage.
import type { EventBroker } from '../../domain/dispatch/broker.ts';
import type { EventStore } from '../../domain/event/event.ts';
import type { FailureStore, HistoryStore } from '../../domain/page/page-store.ts';
import type { StagePorts } from '../stage-ports.ts';

export interface ApplyPorts extends StagePorts {
  readonly history: HistoryStore;
  readonly failures: FailureStore;
  readonly events: EventStore;
  readonly eventBroker: Pick<EventBroker, 'publishEvent'>;
}
