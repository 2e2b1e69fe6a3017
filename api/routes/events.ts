// The one event stream (SSE): replays stored events from ten seconds before the client's last id, then goes on live.
// Clients drop what they know by id. Progress is only ever live.
import type { ServerResponse } from 'node:http';
import type { EventMessage } from '../../domain/dispatch/message.ts';
import type { EventHub } from '../event-hub.ts';
import { eventQuery, eventStream } from '../schemas/event.ts';
import { PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../server-type.ts';
import { type TopicTest, parseTopics } from '../topics.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2_000;
/** The longest a timer can be; a stream ends by itself or with its client. */
const ENDLESS_MS = 2_147_483_647;
const REPLAYED_BACK_MS = 10_000;
/** A reader this far behind is cut off; it reconnects and replays. */
const MAX_BUFFERED_BYTES = 1_000_000;

export function registerEvents(app: ApiServer, hub: EventHub): void {
  const open = new Set<() => void>();
  app.get(
    '/v1/events',
    {
      handlerTimeout: ENDLESS_MS,
      schema: { tags: ['events'], querystring: eventQuery, response: { 200: eventStream, ...PROBLEMS } },
    },
    async (request, reply) => {
      const wants = parseTopics(request.query.topics);
      const header = request.headers['last-event-id'];
      const lastId = typeof header === 'string' ? header : request.query.lastEventId;
      const headers = reply.getHeaders();
      reply.hijack();
      const stream = new EventStream(reply.raw, wants);
      stream.open(headers, hub.now());
      const end = await serve(stream, hub, lastId);
      open.add(end);
      request.raw.once('close', () => {
        open.delete(end);
        end();
      });
      // Closed while the replay was read: the event has been missed.
      if (request.raw.closed || request.raw.destroyed) end();
    },
  );
  app.addHook('preClose', async () => {
    for (const end of open) end();
    hub.close();
  });
}

/** Live events that come during the replay wait until it is through. */
async function serve(stream: EventStream, hub: EventHub, lastId: string | undefined): Promise<() => void> {
  const waiting: EventMessage[] = [];
  let live = false;
  const stop = await hub.listen((event) => {
    if (live) stream.send(event);
    else waiting.push(event);
  });
  const from = replayStart(lastId);
  const past = from === null ? [] : await hub.replay(from);
  for (const event of past) stream.send(event);
  const replayed = new Set(past.map((event) => event.id));
  for (const event of waiting) if (!replayed.has(event.id)) stream.send(event);
  live = true;
  const heartbeat = setInterval(() => stream.beat(), HEARTBEAT_MS);
  return () => {
    clearInterval(heartbeat);
    stop();
    stream.close();
  };
}

/** Ids of the stream are `<epoch ms>~<event id>`; ids that can't be read begin a stream without replay. */
function replayStart(lastId: string | undefined): Date | null {
  const at = Number(/^(\d{12,15})~/.exec(lastId ?? '')?.[1] ?? Number.NaN);
  return Number.isNaN(at) ? null : new Date(at - REPLAYED_BACK_MS);
}

class EventStream {
  private readonly response: ServerResponse;
  private readonly wants: TopicTest;

  constructor(response: ServerResponse, wants: TopicTest) {
    this.response = response;
    this.wants = wants;
  }

  open(headers: NodeJS.Dict<number | string | string[]>, now: Date): void {
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const hello = JSON.stringify({ serverTime: now.toISOString() });
    this.response.write(`retry: ${RETRY_MS}\nevent: hello\ndata: ${hello}\n\n`);
  }

  send(event: EventMessage): void {
    if (!this.wants(event) || this.response.destroyed) return;
    const id = `${Date.parse(event.at)}~${event.id}`;
    // Progress can't be replayed, so it must not move the client's last id.
    const idLine = event.type === 'run.progress' ? '' : `id: ${id}\n`;
    this.response.write(`${idLine}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    if (this.response.writableLength > MAX_BUFFERED_BYTES) this.response.destroy();
  }

  beat(): void {
    if (!this.response.destroyed) this.response.write(': alive\n\n');
  }

  close(): void {
    this.response.end();
  }
}
