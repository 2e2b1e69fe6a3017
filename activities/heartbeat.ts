// Heartbeats from a timer around the work, so that a dead process is noticed within seconds and a long step is not
// mistaken for one.
import { Context } from '@temporalio/activity';

const BEAT_MS = 2_000;

/** Beats while `work` goes on; `details` is what the next attempt would be told. */
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
