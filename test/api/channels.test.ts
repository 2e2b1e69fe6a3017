// Channels and deliveries over the API: secrets go in and never come out, faults name their place, tests and repeats are
// started once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSigningKey } from '../../domain/alert/channel/signature.ts';
import { openSettings } from '../../domain/alert/channel/channel-secrets.ts';
import { sampleDelivery } from '../contracts/alert-stores.ts';
import { createTestBox } from '../support/secret-box.ts';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

function send(method: 'POST' | 'PATCH', url: string, payload: unknown = {}) {
  const headers = { 'content-type': 'application/json' };
  return harness.app.inject({ method, url, headers, payload: JSON.stringify(payload) });
}

const HOOK = {
  name: 'Ops hook',
  settings: {
    kind: 'webhook',
    url: 'https://hooks.example/in',
    headers: [{ name: 'Authorization', value: 'Bearer opensesame' }],
  },
};

test('a webhook is made with a key that is told once, and its secrets never come back', async () => {
  const response = await send('POST', '/v1/channels', HOOK);
  expect(response.statusCode).toBe(201);
  const made = response.json();
  expect(parseSigningKey(made.signingKey)).toHaveLength(32);
  expect(response.body).not.toContain('opensesame');
  const got = await harness.app.inject(`/v1/channels/${made.channelId}`);
  expect(got.body).not.toContain('opensesame');
  expect(got.body).not.toContain('whsec_');
  expect(got.json()).toMatchObject({ name: 'Ops hook', kind: 'webhook', on: true, off: null });
  const stored = await harness.ports.channels.get(made.channelId);
  expect(JSON.stringify(stored)).not.toMatch(/opensesame|whsec_/);
  expect((await harness.app.inject('/v1/channels')).json().items).toHaveLength(1);
  expect((await send('POST', '/v1/channels', HOOK)).statusCode).toBe(409);
});

test('a change keeps the secrets that it leaves out or masks', async () => {
  const [{ channelId }] = (await harness.app.inject('/v1/channels')).json().items;
  const path = `/v1/channels/${channelId}`;
  const masked = (await harness.app.inject(path)).json().settings;
  const changed = await send('PATCH', path, { settings: { ...masked, url: 'https://hooks.example/new' } });
  expect(changed.json()).toMatchObject({ settings: { url: 'https://hooks.example/new' } });
  const stored = await harness.ports.channels.get(channelId);
  const opened = stored === null ? null : openSettings(createTestBox(), stored);
  expect(opened).toMatchObject({ value: { headers: [{ value: 'Bearer opensesame' }] } });
  expect((await send('PATCH', path, { settings: { kind: 'slack' } })).statusCode).toBe(422);
  expect((await send('PATCH', path, { on: false })).json()).toMatchObject({
    on: false,
    off: { code: 'by-hand' },
  });
  expect((await send('PATCH', path, { on: true })).json()).toMatchObject({ on: true, off: null });
});

test('a kept secret goes to no other host; one that is given again does', async () => {
  const made = await send('POST', '/v1/channels', { ...HOOK, name: 'Moving hook' });
  const path = `/v1/channels/${made.json().channelId}`;
  const away = { url: 'https://elsewhere.example/in' };
  const refused = await send('PATCH', path, { settings: away });
  expect(refused.statusCode).toBe(422);
  expect(refused.json().errors).toEqual([
    { pointer: '/settings/url', code: 'secret-moves', detail: expect.stringContaining('authorization') },
  ]);
  const headers = [{ name: 'Authorization', value: 'Bearer another' }];
  expect((await send('PATCH', path, { settings: { ...away, headers } })).statusCode).toBe(200);
});

test.each([
  ['a private address', { ...HOOK.settings, url: 'http://127.0.0.1/' }, '/settings/url'],
  ['no address', { kind: 'webhook' }, '/settings/url'],
  ['an unknown kind', { kind: 'pigeon' }, '/settings/kind'],
  [
    'a template that is not closed',
    { kind: 'http', url: 'https://a.example/', body: '{{title' },
    '/settings/body',
  ],
  ['a mask without a value', { kind: 'gotify', url: 'https://a.example', token: '•••' }, '/settings'],
])('a channel with %s is refused at its place', async (_what, settings, pointer) => {
  const response = await send('POST', '/v1/channels', { name: 'Bad', settings });
  expect(response.statusCode).toBe(422);
  expect(response.json().errors[0].pointer).toBe(pointer);
});

test('a new key leaves the one before valid for a while', async () => {
  const [{ channelId }] = (await harness.app.inject('/v1/channels')).json().items;
  const rotated = (await send('POST', `/v1/channels/${channelId}/rotate-key`, { overlapHours: 2 })).json();
  expect(parseSigningKey(rotated.signingKey)).not.toBeNull();
  expect(rotated.formerKeyUntil).toBe(new Date(harness.now + 7_200_000).toISOString());
  const slack = {
    name: 'Chat',
    settings: { kind: 'slack', url: 'https://hooks.slack.example/x/opensesame' },
  };
  const made = (await send('POST', '/v1/channels', slack)).json();
  expect(JSON.stringify(made)).not.toContain('opensesame');
  expect(made.signingKey).toBeNull();
  expect((await send('POST', `/v1/channels/${made.channelId}/rotate-key`)).statusCode).toBe(409);
});

test('a test message is a delivery of its own, and others are sent again once they have ended', async () => {
  const [{ channelId }] = (await harness.app.inject('/v1/channels')).json().items;
  const tested = await send('POST', `/v1/channels/${channelId}/test`);
  expect(tested.statusCode).toBe(202);
  const { deliveryId, kind, state } = tested.json();
  expect({ kind, state }).toEqual({ kind: 'test', state: 'waiting' });
  expect(harness.calls).toContain(`deliver ${deliveryId} 1`);
  expect((await send('POST', `/v1/deliveries/${deliveryId}/redeliver`)).statusCode).toBe(409);
  await harness.ports.deliveries.insert(sampleDelivery('dlv_dead', { state: 'dead', tries: 10, channelId }));
  const again = await send('POST', '/v1/deliveries/dlv_dead/redeliver');
  expect(again.statusCode).toBe(202);
  expect(again.json()).toMatchObject({ state: 'waiting', round: 2, tries: 0 });
  expect(harness.calls).toContain('deliver dlv_dead 2');
});

test('deliveries are listed by state and page by page, those of others not at all', async () => {
  await harness.ports.deliveries.insert(sampleDelivery('dlv_0', { state: 'dead' }));
  await harness.ports.deliveries.insert(sampleDelivery('dlv_other', { workspaceId: 'other', state: 'dead' }));
  const dead = (await harness.app.inject('/v1/deliveries?state=dead')).json();
  expect(dead.items.map((one: { deliveryId: string }) => one.deliveryId)).toEqual(['dlv_0']);
  const first = (await harness.app.inject('/v1/deliveries?limit=1')).json();
  const second = (await harness.app.inject(`/v1/deliveries?limit=1&cursor=${first.nextCursor}`)).json();
  expect(second.items[0].deliveryId < first.items[0].deliveryId).toBe(true);
  expect((await harness.app.inject('/v1/deliveries/dlv_other')).statusCode).toBe(404);
  expect((await harness.app.inject('/v1/deliveries/dlv_0')).json()).toMatchObject({
    attempts: [],
    channelName: null,
  });
});

test('a removed channel is gone', async () => {
  const [{ channelId }] = (await harness.app.inject('/v1/channels')).json().items;
  const url = `/v1/channels/${channelId}`;
  expect((await harness.app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
  expect((await harness.app.inject(url)).statusCode).toBe(404);
});
