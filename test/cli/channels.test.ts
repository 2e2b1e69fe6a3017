// Channels and deliveries from the command line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSettings } from '../../domain/alert/channel/channel-secrets.ts';
import { parseSigningKey } from '../../domain/alert/channel/signature.ts';
import { type Harness, createHarness } from '../api/harness.ts';
import { sampleDelivery } from '../contracts/alert-stores.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

function webloom(...args: readonly string[]) {
  return runCli([...args, '--api', api]);
}

test('a webhook is added with its key alone on standard output, listed, turned off and on, and removed', async () => {
  const hook = [
    'webhook',
    'Ops',
    '--url',
    'https://hooks.example/in',
    '--header',
    'Authorization: opensesame',
  ];
  const added = await webloom('channels', 'add', ...hook);
  expect(added.code).toBe(0);
  expect(parseSigningKey(added.out.trim())).toHaveLength(32);
  const listed = await webloom('channels', 'list');
  expect(listed.out).toMatch(/Ops +webhook +on +https:\/\/hooks\.example\/in/);
  expect(listed.out).not.toContain('opensesame');
  expect((await webloom('channels', 'off', 'Ops')).out).toContain('Ops is off');
  expect((await webloom('channels', 'list')).out).toMatch(/webhook +off/);
  expect((await webloom('channels', 'on', 'Ops')).code).toBe(0);
  const rotated = await webloom('channels', 'rotate-key', 'Ops');
  expect(rotated.out.trim()).not.toBe(added.out.trim());
  expect((await webloom('channels', 'remove', 'Ops', '--yes')).out).toContain('removed');
  expect((await webloom('channels', 'off', 'Ops')).err).toContain('There are none yet');
});

test('settings are given member by member, and what is wrong with them is told', async () => {
  const mail = [
    'server=smtp.example.com',
    'from=a@example.com',
    'to=b@example.com, c@example.com',
    'port=465',
  ];
  const set = mail.flatMap((one) => ['--set', one]);
  expect((await webloom('channels', 'add', 'email', 'Mail', ...set, '--set', 'security=tls')).code).toBe(0);
  const wrong = await webloom('channels', 'add', 'ntfy', 'Phone', '--set', 'topic=a/b');
  expect(wrong.code).not.toBe(0);
  expect(wrong.err).toContain('Give the name of a topic');
  expect((await webloom('channels', 'add', 'ntfy', 'Phone', '--set', 'topic')).err).toContain('topic=shop');
});

test('a channel is edited member by member, and what is not named stays, secrets too', async () => {
  const url = 'https://hooks.example/in';
  await webloom('channels', 'add', 'webhook', 'Hook', '--url', url, '--header', 'Authorization: opensesame');
  const edit = (...args: readonly string[]) => webloom('channels', 'edit', 'Hook', ...args);
  expect((await edit('--url', `${url}2`, '--header', 'X-Shop: tents')).out).toContain('Hook is changed');
  expect(await settingsOfHook()).toEqual({
    url: `${url}2`,
    headers: [
      { name: 'Authorization', value: 'opensesame' },
      { name: 'X-Shop', value: 'tents' },
    ],
  });
  await edit('--header', 'authorization: other', '--remove-header', 'x-shop');
  expect((await settingsOfHook()).headers).toEqual([{ name: 'authorization', value: 'other' }]);
  expect((await edit('--remove-header', 'X-Shop')).err).toContain('There are: authorization');
  expect((await edit()).err).toContain('Nothing is to be changed');
  expect((await edit('--url', 'hooks.example')).err).toContain('https://');
  expect((await edit('--name', 'Renamed')).out).toContain('Renamed is changed');
  await webloom('channels', 'remove', 'Renamed', '--yes');
});

test('a member without a value is taken away', async () => {
  await webloom('channels', 'add', 'ntfy', 'Bell', '--set', 'topic=shop', '--set', 'token=opensesame');
  expect((await webloom('channels', 'edit', 'Bell', '--set', 'token=')).code).toBe(0);
  const [bell] = (await harness.ports.channels.list('default')).filter(({ name }) => name === 'Bell');
  expect(bell?.settings).toEqual({ kind: 'ntfy', topic: 'shop', url: 'https://ntfy.sh' });
});

/** With its secrets in clear. */
async function settingsOfHook() {
  const [hook] = (await harness.ports.channels.list('default')).filter(({ name }) => name === 'Hook');
  const opened = hook === undefined ? null : openSettings(harness.ports.secrets, hook);
  if (opened?.ok !== true || opened.value.kind !== 'webhook') throw new Error('There is no such webhook.');
  const { url, headers } = opened.value;
  return { url, headers };
}

test('what was given up is listed and sent again', async () => {
  await harness.ports.deliveries.insert(sampleDelivery('dlv_1', { state: 'dead', tries: 10 }));
  await harness.ports.deliveries.insert(sampleDelivery('dlv_2', { state: 'delivered', tries: 1 }));
  const failed = await webloom('deliveries', '--failed');
  expect(failed.out).toContain('dlv_1');
  expect(failed.out).not.toContain('dlv_2');
  expect((await webloom('redeliver', 'dlv_1')).out).toContain('dlv_1 is sent again');
  expect((await webloom('deliveries', '--failed')).err).toContain('Nothing of this kind');
  expect((await webloom('redeliver', 'dlv_1')).err).toContain('wait for its end');
});

test('a channel whose last test failed says so with its reason, until its settings are changed', async () => {
  const { channels } = harness.ports;
  await webloom('channels', 'add', 'slack', 'Chat', '--url', 'https://hooks.slack.example/a');
  const chat = (await channels.list('default')).find(({ name }) => name === 'Chat');
  if (chat === undefined) throw new Error('no channel');
  const lastTest = { at: chat.createdAt, ok: false, detail: 'It answered 404: no_team.' };
  await channels.change(chat._id, chat.version, { lastTest, updatedAt: chat.updatedAt });
  const listed = await webloom('channels', 'list');
  expect(listed.out).toMatch(/Chat +slack +on, test failed/);
  expect(listed.err).toContain('The last test of Chat failed: It answered 404: no_team.');
  const shown = async (): Promise<unknown> =>
    JSON.parse((await webloom('channels', 'list', '--json')).out).items.find(
      (one: { name: string }) => one.name === 'Chat',
    ).lastTest;
  expect(await shown()).toEqual({ ...lastTest, at: chat.createdAt.toISOString() });
  await webloom('channels', 'edit', 'Chat', '--url', 'https://hooks.slack.example/b');
  expect(await shown()).toBeNull();
});
