// The event stream (SSE): replays stored events, then goes on live. The replay begins ten seconds before the
// client's last id, because events are not stored in the order of their times; events that this process has
// told the client are left out. A client that comes from another or a restarted process drops repeats by id.
// Progress is never replayed.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Log } from '../../domain/system/clock.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { EventHub, HubMark } from '../events/event-hub.ts';
import { workspaceOf } from '../http/caller.ts';
import { EVENT_PLACE, eventQuery, eventStream } from '../schemas/event.ts';
import type { ApiServer } from '../http/server-type.ts';
import { type TopicTest, parseTopics } from '../events/topics.ts';

/** A reader that hears nothing for longer takes the stream for dead. */
const HEARTBEAT_MS = 4_000;
const RETRY_MS = 2_000;
const REPLAYED_BACK_MS = 10_000;
/** A client with this much unread is cut off; it reconnects and gets a replay. */
const MAX_BUFFERED_BYTES = 1_000_000;

export interface StreamPorts {
  readonly hub: EventHub;
  readonly log: Log;
  /** Why the caller of a stream may not have it any more: keys expire and are revoked while streams are open. */
  readonly whyEnded: (request: FastifyRequest) => Promise<WebloomError | null>;
}

export function registerEvents(app: ApiServer, { hub, log, whyEnded }: StreamPorts): void {
  const open = new Set<EventStream>();
  app.get(
    '/v1/events',
    {
      // No HEAD route: its answer would never end.
      exposeHeadRoute: false,
      config: { rateLimit: false },
      schema: { tags: ['events'], querystring: eventQuery, response: { 200: eventStream } },
    },
    async (request, reply) => {
      const workspaceId = workspaceOf(request);
      const wants = parseTopics(request.query.topics);
      const from = placeOf(request.headers['last-event-id'] ?? request.query.lastEventId);
      const headers = reply.getHeaders();
      reply.hijack();
      const stream = new EventStream(reply.raw, wants);
      stream.open(headers, hub.now());
      open.add(stream);
      request.raw.once('close', () => {
        open.delete(stream);
        stream.end();
      });
      // The client hung up before the listener was set, so its closing event was missed.
      if (request.raw.closed || request.raw.destroyed) stream.end();
      // After a failure the stream is cut off, so that the client reconnects and gets what it missed.
      await serve(stream, hub, { workspaceId, from, whyEnded: () => whyEnded(request) }).catch(
        (error: unknown) => {
          log.warn({ err: error }, 'an event stream was cut off');
          stream.end();
        },
      );
    },
  );
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
    hub.close();
  });
}

interface Served {
  readonly workspaceId: string;
  readonly from: Place | null;
  readonly whyEnded: () => Promise<WebloomError | null>;
}

/** Live events that come during the replay wait for its end. */
async function serve(
  stream: EventStream,
  hub: EventHub,
  { workspaceId, from, whyEnded }: Served,
): Promise<void> {
  let waiting: EventMessage[] | null = [];
  const sendLive = (event: EventMessage): void => stream.send(event, hub.markOf(event.id));
  stream.whenEnded(
    await hub.listen(workspaceId, (event) => {
      if (waiting === null) sendLive(event);
      else waiting.push(event);
    }),
  );
  const replayed = new Set<string>();
  if (from !== null)
    for await (const batch of hub.replay(workspaceId, new Date(from.at - REPLAYED_BACK_MS))) {
      for (const event of batch) {
        replayed.add(event.id);
        // The replay is ordered by time, not by telling, so these events get no mark.
        if (from.mark === null || !hub.wasToldBy(from.mark, event.id)) stream.send(event, null);
      }
      if (!(await stream.isRead())) return;
    }
  const missed = waiting;
  waiting = null;
  for (const event of missed) if (!replayed.has(event.id)) sendLive(event);
  const heartbeat = setInterval(() => void stream.beat(hub.now(), whyEnded), HEARTBEAT_MS);
  stream.whenEnded(() => clearInterval(heartbeat));
}

/** Events that say only that the stream lives, and the time; they have no id. */
function timeEvent(name: 'hello' | 'alive', now: Date): string {
  return `event: ${name}\ndata: ${JSON.stringify({ serverTime: now.toISOString() })}\n\n`;
}

/** Says why nothing more comes, and what to do. */
function endEvent({ code, message }: WebloomError): string {
  return `event: ended\ndata: ${JSON.stringify({ code, detail: message })}\n\n`;
}

interface Place {
  /** Time of the client's last event; epoch ms. */
  readonly at: number;
  readonly mark: HubMark | null;
}

function placeOf(lastId: string | string[] | undefined): Place | null {
  if (lastId === undefined) return null;
  const [, at, hub, number] = EVENT_PLACE.exec(String(lastId)) ?? [];
  if (at === undefined)
    throw new WebloomError(
      'unknown-parameter',
      'Last-Event-ID has to be the id of an event of this stream, as it was sent. Leave it out to begin with what happens now.',
    );
  const mark = hub === undefined || number === undefined ? null : { hub, number: Number(number) };
  return { at: Number(at), mark };
}

/** Open until the first call of `end`. */
class EventStream {
  readonly #response: ServerResponse;
  readonly #wants: TopicTest;
  readonly #endings: (() => void)[] = [];
  #ended = false;

  constructor(response: ServerResponse, wants: TopicTest) {
    this.#response = response;
    this.#wants = wants;
  }

  open(headers: NodeJS.Dict<number | string | string[]>, now: Date): void {
    this.#response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    this.#response.write(`retry: ${RETRY_MS}\n${timeEvent('hello', now)}`);
  }

  send({ workspaceId: _owner, ...event }: EventMessage, mark: HubMark | null): void {
    if (this.#ended || !this.#wants(event) || this.#response.destroyed) return;
    const told = mark === null ? '' : `~${mark.hub}.${mark.number}`;
    const id = `${Date.parse(event.at)}~${event.id}${told}`;
    // Progress can't be replayed, so it has no id for the client to continue from.
    const idLine = event.type === 'run.progress' ? '' : `id: ${id}\n`;
    this.#response.write(`${idLine}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    if (this.#response.writableLength > MAX_BUFFERED_BYTES) this.#response.destroy();
  }

  async beat(now: Date, whyEnded: () => Promise<WebloomError | null>): Promise<void> {
    if (this.#ended || this.#response.destroyed) return;
    const end = await whyEnded();
    if (this.#ended) return;
    this.#response.write(end === null ? timeEvent('alive', now) : endEvent(end));
    if (end !== null) this.end();
  }

  /** Waits until the client has read what was sent; false when it is gone. */
  async isRead(): Promise<boolean> {
    while (this.#response.writableNeedDrain && !this.#response.destroyed) {
      const heard = new AbortController();
      const { signal } = heard;
      await Promise.race([
        once(this.#response, 'drain', { signal }),
        once(this.#response, 'close', { signal }),
      ]);
      heard.abort();
    }
    return !this.#ended;
  }

  /** Calls `ending` at the end of the stream; at once if that has come. */
  whenEnded(ending: () => void): void {
    if (this.#ended) ending();
    else this.#endings.push(ending);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const ending of this.#endings) ending();
    this.#response.end();
  }
}
