// Builds the ports of the monitor's work on dead letters from what a process has opened.
import { createDeadLetterBroker } from '../../adapters/amqp/dead-letter-broker.ts';
import { type KeepPorts, keepMessage } from '../../domain/upkeep/dead-letter/keep-message.ts';
import type { LetterPorts } from '../../domain/upkeep/dead-letter/collect-letters.ts';
import type { DeadMessage } from '../../domain/upkeep/dead-letter/broken-message.ts';
import type { Foundation } from './foundation.ts';
import { urlKeyOf } from '../url-key.ts';

export function toLetterPorts({ mongo, clock, hasher, log }: Foundation): LetterPorts & KeepPorts {
  const { deadLetters, deliveries, failures, pages, runs } = mongo;
  return { deadLetters, deliveries, failures, pages, runs, clock, hasher, log, urlKeyOf };
}

/** Keeps what comes into the queue of dead messages, until the process ends. */
export function keepDeadMessages(foundation: Foundation): void {
  const { log, agentId: name, config } = foundation;
  const { namespace, rabbitmqUrl, rabbitmqTls: tls } = config;
  const ports = toLetterPorts(foundation);
  const keep = (message: DeadMessage): Promise<void> => keepMessage(ports, message);
  const broker = createDeadLetterBroker(rabbitmqUrl, { log, namespace, tls, name, keep });
  foundation.onClose(() => broker.close());
}
