// Addresses of notifications, as changedetection.io has them, become channels; what has none is named without its secret.
import { expect, it } from 'vitest';
import { readAddress } from '../../../../domain/upkeep/import/notify/read-address.ts';
import { entriesOf } from './import-rules.ts';

it.each<[string, object]>([
  ['discord://123/abc-TOKEN', { kind: 'discord', url: 'https://discord.com/api/webhooks/123/abc-TOKEN' }],
  ['https://discord.com/api/webhooks/1/x', { kind: 'discord', url: 'https://discord.com/api/webhooks/1/x' }],
  [
    'slack://bot@T0000ABCD/B0000ABCD/abcdefgh1234/#shop',
    { kind: 'slack', url: 'https://hooks.slack.com/services/T0000ABCD/B0000ABCD/abcdefgh1234' },
  ],
  [
    'https://hooks.slack.com/services/T/B/x',
    { kind: 'slack', url: 'https://hooks.slack.com/services/T/B/x' },
  ],
  [
    'tgram://123456:ABC-def/-100123/',
    { kind: 'telegram', url: 'https://api.telegram.org', token: '123456:ABC-def', chat: '-100123' },
  ],
  ['ntfy://topic', { kind: 'ntfy', url: 'https://ntfy.sh', topic: 'topic' }],
  [
    'ntfys://tk_secret@ntfy.example:8443/topic',
    { kind: 'ntfy', url: 'https://ntfy.example:8443', topic: 'topic', token: 'tk_secret' },
  ],
  ['gotifys://push.example/base/TOKEN', { kind: 'gotify', url: 'https://push.example/base', token: 'TOKEN' }],
  ['pover://USER@TOKEN', { kind: 'pushover', url: 'https://api.pushover.net', user: 'USER', token: 'TOKEN' }],
  ['mmosts://team@chat.example/key', { kind: 'mattermost', url: 'https://chat.example/hooks/key' }],
  [
    'https://prod-1.westeurope.logic.azure.com:443/workflows/x',
    { kind: 'teams', url: 'https://prod-1.westeurope.logic.azure.com:443/workflows/x' },
  ],
  [
    'mailto://me:pass@gmail.com',
    {
      kind: 'email',
      server: 'smtp.gmail.com',
      port: 587,
      security: 'starttls',
      user: 'me@gmail.com',
      password: 'pass',
      from: 'me@gmail.com',
      to: ['me@gmail.com'],
    },
  ],
  [
    'mailtos://me:p%40ss@example.com:465?smtp=smtp.example.com&from=Shop <shop@example.com>&to=a@example.com,b@example.com',
    {
      kind: 'email',
      server: 'smtp.example.com',
      port: 465,
      security: 'tls',
      user: 'me',
      password: 'p@ss',
      from: 'shop@example.com',
      to: ['a@example.com', 'b@example.com'],
    },
  ],
  [
    'jsons://me:pass@hooks.example/in?+X-Token=abc&a=1',
    {
      kind: 'http',
      method: 'POST',
      url: 'https://hooks.example/in?a=1',
      headers: [
        { name: 'X-Token', value: 'abc' },
        { name: 'Authorization', value: 'Basic bWU6cGFzcw==' },
        { name: 'Content-Type', value: 'application/json' },
      ],
    },
  ],
  ['get://hooks.example/ping', { kind: 'http', method: 'GET', url: 'http://hooks.example/ping', body: '' }],
  [
    'posts://hooks.example/in',
    { kind: 'http', method: 'POST', url: 'https://hooks.example/in', body: '{{text}}' },
  ],
])('%s is a channel', (address, settings) => {
  const read = readAddress(address);
  expect(read.ok ? read.settings : read.service).toMatchObject(settings);
});

it.each([
  ['msteams://TOKEN/TOKEN/TOKEN', 'msteams'],
  ['matrixs://user:SECRET@matrix.example/#room', 'matrixs'],
  ['ntfy://user:SECRET@ntfy.example/topic', 'ntfy'],
  ['tgram://SECRET', 'tgram'],
  ['not an address SECRET', 'unknown'],
])('%s has none, and its service alone is told', (address, service) => {
  expect(readAddress(address)).toEqual({ ok: false, service });
});

it('tells what has no channel as a loss, and no secret of any address', () => {
  const watch = {
    url: 'https://a.example/',
    notification_urls: ['twilio://SECRET:SECRET@1/2', 'json://127.0.0.1/SECRET', 'tgram://1:SECRET/2'],
  };
  const [entry] = entriesOf(JSON.stringify({ watching: { 'uuid-0001': watch } }));
  expect(entry?.losses.map(({ option }) => option)).toEqual([
    'notification_urls: twilio',
    'notification_urls: http',
  ]);
  expect(entry?.channels).toMatchObject([{ kind: 'telegram' }]);
  expect(JSON.stringify([entry?.losses, entry?.reason, entry?.input])).not.toContain('SECRET');
});
