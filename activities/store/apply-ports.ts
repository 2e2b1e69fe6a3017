// The ports of carrying out a chunk's decisions, beside those every stage has.
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
