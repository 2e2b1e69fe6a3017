// Whether anything happens at all. The monitor's nets are for work that a lost message or a dead process has left; where no
// event has come for a while there is little to catch, so they are cast less often. The first event ends that at once.
import type { Log } from '../../domain/system/clock.ts';
import type { EventBroker } from '../../domain/run/dispatch/broker.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';

/** After the last event: longer than what an event announces takes to be done. */
const QUIET_AFTER_MS = 15_000;

export interface QuietTime {
  isQuiet(): boolean;
  /** Called with every event. `isFirst`: it ends a quiet time. */
  onEvent(handler: (event: EventMessage, isFirst: boolean) => void): void;
}

export interface QuietTimePorts {
  readonly eventBroker: Pick<EventBroker, 'onEvent'> & { isListening(): boolean };
  readonly log: Log;
  /** Ms on a clock that never goes back. */
  readonly now?: () => number;
}

/** It is not quiet at the start: what a monitor that died has left is looked after at full pace. */
export function openQuietTime({
  eventBroker,
  log,
  now = () => performance.now(),
}: QuietTimePorts): QuietTime {
  const handlers: ((event: EventMessage, isFirst: boolean) => void)[] = [];
  let lastAt = now();
  const isQuiet = (): boolean => {
    // While the broker is away nobody knows whether anything happens, and what was told then is lost.
    if (!eventBroker.isListening()) lastAt = now();
    return now() - lastAt >= QUIET_AFTER_MS;
  };
  const hear = (event: EventMessage): void => {
    const isFirst = isQuiet();
    lastAt = now();
    for (const handler of handlers) handler(event, isFirst);
  };
  void eventBroker
    .onEvent('#', hear)
    .catch((error: unknown) => log.warn({ err: error }, 'the monitor is not woken by events'));
  return { isQuiet, onEvent: (handler) => void handlers.push(handler) };
}
