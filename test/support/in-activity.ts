// Runs code as if Temporal had called it: heartbeats go nowhere, nothing is cancelled unless the test does it.
import { asyncLocalStorage, type Context } from '@temporalio/activity';

export function inActivity<T>(
  act: () => Promise<T>,
  cancellationSignal: AbortSignal = new AbortController().signal,
  attempt = 1,
): Promise<T> {
  const context = {
    info: { heartbeatDetails: undefined, attempt },
    heartbeat: () => undefined,
    cancellationSignal,
  };
  return asyncLocalStorage.run(context as unknown as Context, act);
}
