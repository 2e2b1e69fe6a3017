import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../api/client/client.ts';
import { createTcpProxy } from '../support/tcp-proxy.ts';
import { type Harness, T0, createHarness, putJob } from './harness.ts';

let harness: Harness;
let url: string;
beforeAll(async () => {
  harness = await createHarness();
  url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  for (const number of [1, 2, 9, 10, 11, 12]) await putJob(harness, 'created', { jobId: `job_${number}` });
});
afterAll(() => harness.app.close());

interface Heard {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: { id?: string };
}

/** Reads until `enough`, then hangs up. */
async function hear(
  query: string,
  lastId: string | null,
  enough: (all: Heard[]) => boolean,
  address = url,
): Promise<Heard[]> {
  const abort = new AbortController();
  const response = await fetch(`${address}/v1/events${query}`, {
    signal: abort.signal,
    headers: lastId === null ? {} : { 'last-event-id': lastId },
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const heard: Heard[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    heard.push(...parts.map(parseEvent));
    if (enough(heard)) break;
  }
  abort.abort();
  return heard;
}

function parseEvent(part: string): Heard {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
  return { id: field('id'), type: field('event') ?? '', data: JSON.parse(field('data') ?? '{}') };
}

async function store(id: string, type: 'run.state' | 'job.state', at: number, jobId: string): Promise<void> {
  await harness.ports.events.insert([
    { _id: id, type, at: new Date(at), workspaceId: 'default', jobId, runId: 'run_1', data: {} },
  ]);
}

test('a client that comes back is told what happened since ten seconds before its last event', async () => {
  await store('01A', 'run.state', T0 - 60_000, 'job_1');
  await store('01B', 'run.state', T0 - 9_000, 'job_1');
  await store('01C', 'job.state', T0, 'job_1');
  await store('01D', 'run.state', T0 + 1_000, 'job_2');
  const heard = await hear('', `${T0}~01C`, (all) => all.length === 4);
  expect(heard.map(({ type }) => type)).toEqual(['hello', 'run.state', 'job.state', 'run.state']);
  expect(heard.map(({ data }) => data.id)).toEqual([undefined, '01B', '01C', '01D']);
  expect(heard[2]?.id).toBe(`${T0}~01C`);
});

test('live events pass the topics that were asked for, progress without an id', async () => {
  const hearing = hear('?topics=run,job:job_7', null, (all) => {
    if (all.length === 1) {
      const at = new Date(T0).toISOString();
      harness.publish({ id: 'x1', type: 'run.progress', at, jobId: 'job_8', data: {} });
      harness.publish({ id: 'x2', type: 'job.state', at, jobId: 'job_7', data: {} });
      harness.publish({ id: 'x3', type: 'run.progress', at, jobId: 'job_7', data: { done: 1 } });
    }
    return all.length === 2;
  });
  const [, progress] = await hearing;
  expect(progress).toMatchObject({ type: 'run.progress', data: { id: 'x3' } });
  expect(progress?.id).toBeUndefined();
});

test('what happens while a client connects is not lost', async () => {
  await store('01Z', 'run.state', T0 - 500, 'job_10');
  const heard = await hear('?topics=job:job_10', null, (all) => all.length === 2);
  expect(heard[1]).toMatchObject({ data: { id: '01Z' } });
});

test('events the broker lost come from the store', async () => {
  const hearing = hear('?topics=job:job_9', null, (all) => {
    if (all.length === 1) void store('01E', 'run.state', T0 + 2_000, 'job_9');
    return all.length === 2;
  });
  expect((await hearing)[1]).toMatchObject({ data: { id: '01E' } });
});

test('a long replay is told whole, however slowly it is read', async () => {
  const stored = Array.from({ length: 6_000 }, (_, n) => `02${String(n).padStart(6, '0')}`);
  const at = new Date(T0 + 100_000);
  await harness.ports.events.insert(
    stored.map((_id) => ({
      _id,
      type: 'page.changed' as const,
      at,
      workspaceId: 'default',
      jobId: 'job_11',
      data: { summary: 'x'.repeat(400) },
    })),
  );
  const heard = await hear('?topics=job:job_11', `${T0 + 100_000}~01Y`, (all) => all.length > stored.length);
  expect(heard.slice(1).map(({ data }) => data.id)).toEqual(stored);
});

test('a stream the store can not serve is cut off, so that its client comes back', async () => {
  const broken = await createHarness();
  broken.ports.events.since = async () => Promise.reject(new Error('the store is away'));
  const address = await broken.app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${address}/v1/events`, { headers: { 'last-event-id': `${T0}~01C` } });
  expect(await response.text()).toContain('event: hello');
  await broken.app.close();
});

test('HEAD is refused: a stream has no end to wait for', async () => {
  const response = await harness.app.inject({ method: 'HEAD', url: '/v1/events' });
  expect([response.statusCode, response.headers.allow]).toEqual([405, 'GET, OPTIONS']);
});

test.each(['RUN!', 'runs', 'run.stat', 'job:', 'run,'])(
  'the topic %s, which nobody knows, is refused',
  async (topic) => {
    const response = await harness.app.inject(`/v1/events?topics=${encodeURIComponent(topic)}`);
    expect(response.json()).toMatchObject({ status: 400, type: '/problems/unknown-parameter' });
  },
);

test.each(['yesterday', '17~', `${T0}`, `${T0}~01C~hub`])(
  'the last id %s, which is none, is refused',
  async (id) => {
    const header = await harness.app.inject({ url: '/v1/events', headers: { 'last-event-id': id } });
    expect(header.json()).toMatchObject({ status: 400, type: '/problems/unknown-parameter' });
    const query = await harness.app.inject(`/v1/events?lastEventId=${encodeURIComponent(id)}`);
    expect(query.json()).toMatchObject({ status: 400, type: '/problems/unknown-parameter' });
  },
);

test('a client that comes back to the process that told it is told nothing twice, and what it missed', async () => {
  const own = await createHarness();
  await putJob(own, 'created', { jobId: 'job_20' });
  const address = await own.app.listen({ host: '127.0.0.1', port: 0 });
  // Oldest last, as when inserts overtake each other.
  const ids = ['04C', '04B', '04A'];
  const at = (id: string): Date => new Date(T0 + 300_000 + ids.length - ids.indexOf(id));
  const happen = async (id: string): Promise<void> => {
    const event = { type: 'job.state' as const, jobId: 'job_20', data: {} };
    await own.ports.events.insert([{ _id: id, at: at(id), workspaceId: 'default', ...event }]);
    own.publish({ id, at: at(id).toISOString(), ...event });
  };
  own.now = T0 + 300_000;
  const first = await hear(
    '',
    null,
    (all) => {
      if (all.length === 1) void Promise.all(ids.slice(0, 2).map(happen));
      return all.length === 3;
    },
    address,
  );
  expect(first.map(({ data }) => data.id)).toEqual([undefined, '04C', '04B']);
  await happen('04A');
  const again = await hear('', first.at(-1)?.id ?? null, (all) => all.length === 2, address);
  expect(again.map(({ data }) => data.id)).toEqual([undefined, '04A']);
  await own.app.close();
});

test('a client whose stream breaks off goes on where it was, and tells each event once', async () => {
  const proxy = await createTcpProxy({ host: '127.0.0.1', port: Number(new URL(url).port) });
  const client = createClient({ baseUrl: `http://127.0.0.1:${proxy.port}` });
  const ended = new AbortController();
  const heard: string[] = [];
  for (const id of ['03A', '03B']) await store(id, 'job.state', T0 + 200_000, 'job_12');
  harness.now = T0 + 200_000;
  for await (const { id } of client.events('job:job_12', ended.signal)) {
    heard.push(id);
    if (heard.length === 2) {
      proxy.cut();
      await store('03C', 'job.state', T0 + 200_500, 'job_12');
    }
    if (heard.length === 3) ended.abort();
  }
  expect(heard).toEqual(['03A', '03B', '03C']);
  await proxy.close();
});
