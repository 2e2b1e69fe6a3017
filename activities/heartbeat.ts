// Sends heartbeats by a timer while an activity works: a dead process is noticed within seconds, and a long
// step is not taken for a dead process.
import { Context } from '@temporalio/activity';

const BEAT_MS = 2_000;

/** Sends heartbeats while `work` goes on; `details` is handed to the next attempt. */
export async function withHeartbeat<T>(
  work: (signal: AbortSignal) => Promise<T>,
  details?: () => unknown,
): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(details?.()), BEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
