// A log for tests: keeps the messages for looking at, prints nothing.
import type { Log } from '../../domain/system/clock.ts';

export function createSilentLog(): Log & { readonly messages: string[] } {
  const messages: string[] = [];
  const note = (_facts: unknown, message: string): void => {
    messages.push(message);
  };
  return { info: note, warn: note, error: note, messages };
}
