// A broker that ends a look when it is away. A run waits for its broker; a look has somebody waiting who can decide.
import type { ScrapeBroker } from '../../domain/run/dispatch/broker.ts';
import type { ScrapeMessage } from '../../domain/run/dispatch/message.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { PreviewPhase } from '../../domain/job/preview/page-looker.ts';

/** How often the connection is looked at; the second look without one in a row ends the wait. */
const WATCH_MS = 500;
/** A broker that lives takes a message within milliseconds. */
const TAKE_MS = 2_000;
/** Counted in so many parts: while this process is too busy for a part, it hears no confirmation, and the broker is not to blame. */
const TAKE_PARTS = 10;

export interface PromptBroker {
  readonly broker: ScrapeBroker;
  /** Aborts with the error of the broker, or for the reason of the given signal. */
  readonly signal: AbortSignal;
  close(): void;
}

/** `onStep` is called for each message that goes out: first robots.txt, then the page. */
export function createPromptBroker(
  broker: ScrapeBroker,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: PreviewPhase) => void },
): PromptBroker {
  const away = new AbortController();
  const publish = async (messages: readonly ScrapeMessage[]): Promise<void> => {
    onStep(messages.some(({ kind }) => kind === 'robots') ? 'robots' : 'fetch');
    try {
      await soon(broker.publish(messages));
    } catch (error) {
      away.abort(isFull(error) ? error : awayError(error));
      throw error;
    }
  };
  let wasReachable = true;
  const timer = setInterval(() => {
    const isReachable = broker.reachable();
    if (!isReachable && !wasReachable) away.abort(awayError());
    wasReachable = isReachable;
  }, WATCH_MS);
  return {
    broker: {
      replyTo: broker.replyTo,
      reachable: () => broker.reachable(),
      onAnswers: (handler) => broker.onAnswers(handler),
      onReconnect: (handler) => broker.onReconnect(handler),
      depth: () => broker.depth(),
      publish,
    },
    signal: AbortSignal.any([signal, away.signal]),
    close: () => clearInterval(timer),
  };
}

export function awayError(cause?: unknown): WebloomError {
  const words = 'RabbitMQ is away, so no scraper can be asked for the page; /readyz tells when it is back.';
  return new WebloomError('dependency-unavailable', words, { cause, facts: { service: 'broker' } });
}

/** A broker without room on its disk says itself what to do. */
function isFull(error: unknown): boolean {
  return isWebloomError(error) && error.code === 'disk-full';
}

/** Rejects when the broker does not take the message in time; the message may still arrive, and its answer finds nobody. */
async function soon(publishing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let parts = 0;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      parts += 1;
      if (parts === TAKE_PARTS) reject(awayError());
    }, TAKE_MS / TAKE_PARTS);
  });
  try {
    await Promise.race([publishing, late]);
  } finally {
    clearInterval(timer);
    // It may still fail after its time; nobody waits for it any more.
    publishing.catch(() => undefined);
  }
}
