// Messages over the limit of a day wait until it is over, and none is lost or counted twice.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createDeliver, type DeliverPorts } from '../../../activities/deliver/deliver.ts';
import { createPictureCoder } from '../../../adapters/picture/picture-coder.ts';
import { createMemoryBlobStore } from '../../support/memory/blob-store.ts';
import { createMemoryStores } from '../../support/memory/memory-stores.ts';
import { hmacSigner } from '../../../adapters/secrets/hmac-signer.ts';
import type { AlertMessage } from '../../../domain/alert/rule/message.ts';
import { sealSettings } from '../../../domain/alert/channel/channel-secrets.ts';
import { sendMessage } from '../../../domain/alert/delivery/send-message.ts';
import { BUILT_IN_PLANS } from '../../../domain/job/limit/plan.ts';
import { usageId } from '../../../domain/job/limit/usage.ts';
import { START } from '../../contracts/sample-documents.ts';
import { sampleSettings } from '../../support/channel-settings.ts';
import { inActivity } from '../../support/in-activity.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { createSilentLog } from '../../support/silent-log.ts';

const hasher = {
  sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url'),
};
const DAY = usageId('default', 'deliveriesPerDay', '2026-03-01');

async function scene(deliveriesPerDay: number) {
  const stores = createMemoryStores();
  const secrets = createTestBox();
  const state = { now: START, status: 200, sent: 0 };
  const small = { ...BUILT_IN_PLANS.unlimited, deliveriesPerDay };
  await stores.workspaces.insert({ _id: 'default', name: 'Default', createdAt: START, plan: 'small' });
  await stores.channels.insert({
    _id: 'chn_1',
    workspaceId: 'default',
    name: 'Hook',
    settings: sealSettings(secrets, 'chn_1', sampleSettings('slack')),
    signing: null,
    off: null,
    version: 1,
    createdAt: START,
    updatedAt: START,
  });
  const ports: DeliverPorts = {
    ...stores,
    secrets,
    blobs: createMemoryBlobStore(),
    pictures: createPictureCoder(),
    planBook: { plans: { ...BUILT_IN_PLANS, small }, ofNewWorkspaces: 'small' },
    requests: {
      sendRequest: async () => {
        state.sent += 1;
        const { status } = state;
        return { kind: 'answered', protocol: 'http', status, body: '', retryAfter: null, redirectsTo: null };
      },
    },
    mails: { sendMail: async () => ({ kind: 'failed', detail: 'no mail here' }) },
    signer: hmacSigner,
    baseUrl: 'http://webloom.test',
    clock: { now: () => state.now },
    hasher,
    log: createSilentLog(),
  };
  const activities = createDeliver(ports);
  const send = async (id: string, fields: Partial<AlertMessage> = {}): Promise<string> => {
    const message = {
      id,
      workspaceId: 'default',
      kind: 'begin',
      severity: 'info',
      title: id,
      ...fields,
    } as const;
    const deliveryEngine = { startDelivery: async () => true };
    const [made = ''] = await sendMessage(
      { ...ports, deliveries: stores.deliveries, deliveryEngine },
      { lines: [], at: START, path: '/alerts', ...message },
      ['chn_1'],
    );
    return made;
  };
  const step = (deliveryId: string) => inActivity(() => activities.deliver({ deliveryId, round: 1 }));
  return { state, stores, send, step };
}

it('what is over the limit waits until the day is over, and is sent then', async () => {
  const { state, stores, send, step } = await scene(2);
  const ids = [await send('a'), await send('b'), await send('c')];
  const told = [];
  for (const id of ids) told.push(await step(id));
  expect(told.map(({ kind }) => kind)).toEqual(['ended', 'ended', 'wait']);
  expect(state.sent).toBe(2);
  const waiting = await stores.deliveries.get(ids[2] ?? '');
  expect(waiting).toMatchObject({
    state: 'waiting',
    tries: 0,
    attempts: [],
    heldBack: expect.stringContaining('allows 2 messages of a day, and 2 are in use; it begins anew'),
  });
  expect(waiting?.nextAt?.getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 2));
  state.now = waiting?.nextAt ?? START;
  expect(await step(ids[2] ?? '')).toMatchObject({ kind: 'ended', state: 'delivered' });
  expect(await stores.deliveries.get(ids[2] ?? '')).toMatchObject({ heldBack: null });
});

it('a message counts once, however often it is tried, and a test or a word about limits not at all', async () => {
  const { state, stores, send, step } = await scene(1);
  state.status = 503;
  const failing = await send('failing');
  const first = await step(failing);
  state.now = new Date(START.getTime() + (first.kind === 'wait' ? first.waitMs : 0));
  await step(failing);
  expect(state.sent).toBe(2);
  state.status = 200;
  expect(await step(await send('test', { kind: 'test' }))).toMatchObject({ state: 'delivered' });
  expect(await step(await send('limits', { limit: 'deliveriesPerDay' }))).toMatchObject({
    state: 'delivered',
  });
  expect((await step(await send('other'))).kind).toBe('wait');
  expect(await stores.usage.get(DAY)).toMatchObject({ used: 1, holds: [] });
});

it('a test message leaves on its channel what came of it, and a message of an alert leaves nothing', async () => {
  const { state, stores, send, step } = await scene(10);
  const tested = async (id: string): Promise<unknown> => {
    await step(await send(id, { kind: 'test' }));
    return (await stores.channels.get('chn_1'))?.lastTest;
  };
  state.status = 503;
  expect(await tested('a')).toMatchObject({ ok: false, at: START, detail: expect.stringContaining('503') });
  state.status = 200;
  await step(await send('b'));
  expect((await stores.channels.get('chn_1'))?.lastTest).toMatchObject({ ok: false });
  expect(await tested('c')).toMatchObject({ ok: true });
});
