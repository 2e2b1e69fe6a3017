// Messages through the real workflow to a receiver on a real socket: one that is down at first, one that is gone, one that
// may not be asked, and an orchestrator that is killed while the receiver holds its answer.
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import { hasher } from '../../adapters/clock/ids.ts';
import type { AlertMessage } from '../../domain/alert/rule/message.ts';
import { SAMPLE_MESSAGE } from '../../domain/alert/channel/sample-message.ts';
import type { ChannelSettings } from '../../domain/alert/channel/schema.ts';
import { newSigningKey } from '../../domain/alert/channel/signature.ts';
import { sendMessage } from '../../domain/alert/delivery/send-message.ts';
import type { Delivery } from '../../domain/alert/delivery/delivery.ts';
import { sampleChannel } from '../contracts/alert-stores.ts';
import { eventually } from '../support/eventually.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const KEY = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));

interface Received {
  readonly path: string;
  readonly id: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

let system: System;
let site: Site;
let engine: ReturnType<typeof createTemporalEngine>;
const received: Received[] = [];
let isDown = true;
let release: (() => void) | null = null;
let messages = 0;

function receiver(answer: Handler): Handler {
  return (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ path: request.url ?? '', id: headers['webhook-id'] ?? '', body, headers });
      answer(request, response);
    });
  };
}

beforeAll(async () => {
  const services = inject('services');
  site = await startSite({
    '/flaky': receiver((_request, response) => void response.writeHead(isDown ? 503 : 204).end()),
    '/gone': receiver((_request, response) => void response.writeHead(410).end('no longer here')),
    '/slow': receiver((_request, response) => {
      if (release !== null) response.writeHead(204).end();
      else release = () => void response.writeHead(204).end();
    }),
  });
  system = await startSystem({
    services,
    name: 'delivery',
    ownHosts: [`${site.host}:${site.port}`],
    processes: { orchestrator: 1, dispatcher: 0, pipeline: 0, scraper: 0 },
  });
  engine = createTemporalEngine({ address: services.temporalAddress, prefix: system.namespace });
});

afterAll(async () => {
  await engine?.close();
  await system?.close();
  await site?.close();
});

async function channelTo(path: string): Promise<string> {
  const _id = `chn_${path.replaceAll(/\W/g, '')}`;
  const url = path.startsWith('http') ? path : site.url(path);
  const settings: ChannelSettings = { kind: 'webhook', url, headers: [] };
  await system.mongo.channels.insert(
    sampleChannel(_id, { settings, signing: { secret: KEY, former: null } }),
  );
  return _id;
}

async function send(channelId: string, fields: Partial<AlertMessage> = {}): Promise<string> {
  const message = { ...SAMPLE_MESSAGE, id: `msg_${(messages += 1)}`, at: new Date(), ...fields };
  const ports = {
    deliveries: system.mongo.deliveries,
    deliveryEngine: engine,
    clock: system.ports.clock,
    hasher,
  };
  const [id = ''] = await sendMessage(ports, message, [channelId]);
  // Whoever sends may be cut off and send again.
  expect(await sendMessage(ports, message, [channelId])).toEqual([id]);
  return id;
}

function ended(deliveryId: string): Promise<Delivery> {
  return eventually(async () => {
    const delivery = await system.mongo.deliveries.get(deliveryId);
    return delivery === null || delivery.state === 'waiting' ? null : delivery;
  }, 60_000);
}

test('a receiver that is down at first gets the message once it is up, signed, with the same id', async () => {
  const id = await send(await channelTo('/flaky'));
  const first = await eventually(async () => (await system.mongo.deliveries.get(id))?.attempts[0], 30_000);
  expect(first).toMatchObject({ result: 'failed', status: 503, no: 1 });
  isDown = false;
  const delivery = await ended(id);
  expect(delivery).toMatchObject({ state: 'delivered', tries: 2, nextAt: null });
  expect(delivery.attempts.map(({ status }) => status)).toEqual([503, 204]);
  const got = received.filter(({ path }) => path === '/flaky');
  expect(got.map((one) => one.id)).toEqual([id, id]);
  for (const { body, headers } of got)
    expect(new Webhook(KEY).verify(body, headers)).toMatchObject({ type: 'alert.begin' });
});

test('a receiver that is gone ends the delivery and turns its channel off, with the reason', async () => {
  const channelId = await channelTo('/gone');
  const delivery = await ended(await send(channelId));
  expect(delivery).toMatchObject({ state: 'dead', tries: 1 });
  expect(delivery.attempts[0]).toMatchObject({ result: 'gone', status: 410, answer: 'no longer here' });
  expect((await system.mongo.channels.get(channelId))?.off).toMatchObject({ code: 'gone' });
  const next = await ended(await send(channelId));
  expect(next.attempts[0]?.detail).toContain('turned off');
  expect(received.filter(({ path }) => path === '/gone')).toHaveLength(1);
});

test('an address that is not allowed is refused at once, and nothing is asked', async () => {
  const delivery = await ended(await send(await channelTo('http://169.254.169.254/latest/meta-data')));
  expect(delivery).toMatchObject({ state: 'dead', tries: 1 });
  expect(delivery.attempts[0]).toMatchObject({
    result: 'refused',
    status: null,
    detail: expect.stringContaining('private or special network'),
  });
});

test('a channel that was removed ends what waited for it', async () => {
  const delivery = await ended(await send('chn_never'));
  expect(delivery.attempts[0]?.detail).toContain('not there any more');
});

test('a message on its way while the orchestrator is killed arrives, with the same id', async () => {
  const id = await send(await channelTo('/slow'));
  const sent = (): Received[] => received.filter(({ path }) => path === '/slow');
  await eventually(() => sent().length === 1, 30_000);
  await system.one('orchestrator').kill9();
  const delivery = await ended(id);
  expect(delivery).toMatchObject({ state: 'delivered', tries: 1 });
  expect(sent().map((one) => one.id)).toEqual([id, id]);
  release?.();
});
