// Reads the event stream of the API: one object per event, without comments and the greeting. A stream that
// breaks off is opened again and continues where it was; each event is given once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Answer } from './answer.ts';

/** How long a broken stream is tried to be opened again before the reader gets the error. */
const RECONNECT_FOR_MS = 60_000;
const RECONNECT_AFTER_MS = 1_000;
/** More than a replay can repeat. */
const REMEMBERED_IDS = 10_000;

/** They say that the stream lives, and the server's time. */
const TIME_EVENTS = new Set(['hello', 'alive']);

/** `open` gets the id after which the stream is to continue; it throws if there is no stream. */
export async function* followEvents(
  open: (lastId: string | undefined) => Promise<Answer>,
  signal: AbortSignal,
): AsyncGenerator<EventMessage> {
  const told = new Set<string>();
  let lastId: string | undefined;
  let aliveAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    let opened = false;
    try {
      const response = await open(lastId);
      opened = true;
      lastId ??= `${Date.parse(response.headers.get('date') ?? '')}~`;
      for await (const { place, event } of readEvents(response)) {
        // Progress is never replayed, so no stream can continue after it.
        lastId = place ?? lastId;
        if (told.has(event.id)) continue;
        remember(told, event.id);
        yield event;
      }
    } catch (error) {
      // Only another key helps there.
      if (isRefused(error)) throw error;
      const gone = !opened && performance.now() - aliveAt > RECONNECT_FOR_MS;
      if (gone && !signal.aborted) throw error;
    }
    if (opened) aliveAt = performance.now();
    await sleep(RECONNECT_AFTER_MS, undefined, { signal }).catch(() => undefined);
  }
}

function isRefused(error: unknown): boolean {
  return isWebloomError(error) && (error.code === 'unauthorized' || error.code === 'forbidden');
}

function remember(ids: Set<string>, id: string): void {
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > REMEMBERED_IDS && oldest !== undefined) ids.delete(oldest);
}

interface HeardEvent {
  /** Id after which a stream can continue. */
  readonly place: string | undefined;
  readonly event: EventMessage;
}

async function* readEvents(response: Answer): AsyncGenerator<HeardEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body ?? []) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const event = parseEvent(part);
      if (event !== null) yield event;
    }
  }
}

function parseEvent(part: string): HeardEvent | null {
  const lines = part.split('\n');
  const member = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = member('data');
  if (data !== undefined && member('event') === 'ended') throw endOf(data);
  if (data === undefined || TIME_EVENTS.has(member('event') ?? '')) return null;
  return { place: member('id'), event: JSON.parse(data) as EventMessage };
}

/** The API says with its last event why nothing more comes: the key or login has ended. */
function endOf(data: string): WebloomError {
  const { detail } = JSON.parse(data) as { detail: string };
  return new WebloomError('unauthorized', detail);
}
