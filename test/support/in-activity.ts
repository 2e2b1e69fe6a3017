// Runs code as if Temporal had called it: heartbeats go nowhere, nothing is cancelled.
import { asyncLocalStorage, type Context } from '@temporalio/activity';

export function inActivity<T>(act: () => Promise<T>): Promise<T> {
  const context = {
    info: { heartbeatDetails: undefined },
    heartbeat: () => undefined,
    cancellationSignal: new AbortController().signal,
  };
  return asyncLocalStorage.run(context as unknown as Context, act);
}
