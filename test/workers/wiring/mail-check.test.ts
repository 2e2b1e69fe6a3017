// The monitor's questions to mail servers of channels: each server once, at most once a minute, and only of channels that are
// on; what could not be read is not known.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChannelStore } from '../../support/memory/alert/channel-store.ts';
import type { ChannelStore } from '../../../domain/alert/channel/channel.ts';
import type { ChannelSettings } from '../../../domain/alert/channel/schema.ts';
import { type EgressPolicy, createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { createMailCheck } from '../../../workers/wiring/mail-check.ts';
import { sampleChannel } from '../../contracts/alert-stores.ts';

const MINUTE = 60_000;

let server: SMTPServer;
let asked = 0;
let port = 0;
let channels: ChannelStore;
let policy: EgressPolicy;

beforeEach(async () => {
  asked = 0;
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => {
      asked += 1;
      done();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  ({ port } = server.server.address() as AddressInfo);
  channels = createChannelStore();
  policy = createEgressPolicy(parseAllowHosts(`127.0.0.1:${port}`).entries);
});

afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

async function putChannel(name: string, more: { readonly port?: number; readonly isOff?: boolean } = {}) {
  const settings: ChannelSettings = {
    kind: 'email',
    server: '127.0.0.1',
    port: more.port ?? port,
    security: 'none',
    user: '',
    from: 'a@shop.example',
    to: ['b@shop.example'],
  };
  const off = { at: new Date(0), code: 'by-hand', detail: '' } as const;
  await channels.insert(sampleChannel(name, { settings, off: more.isOff === true ? off : null }));
}

it('asks a server that several channels name once, and again after a minute', async () => {
  await putChannel('chn_1');
  await putChannel('chn_2');
  const look = createMailCheck(channels, policy);
  expect(await look(0)).toEqual(['greeted']);
  expect(await look(MINUTE - 1)).toEqual(['greeted']);
  expect(asked).toBe(1);
  expect(await look(MINUTE)).toEqual(['greeted']);
  expect(asked).toBe(2);
});

it('asks nobody for a channel that is off, or for none', async () => {
  await putChannel('chn_1', { isOff: true });
  expect(await createMailCheck(channels, policy)(0)).toEqual([]);
  expect(asked).toBe(0);
});

it('tells of one that may not be asked, beside one that greets', async () => {
  await putChannel('chn_1');
  await putChannel('chn_2', { port: 1 });
  expect(await createMailCheck(channels, policy)(0)).toEqual(['greeted', 'unanswered']);
});

it('knows nothing while the channels can not be read, and looks again at once', async () => {
  await putChannel('chn_1');
  let isAway = true;
  const store: Pick<ChannelStore, 'mailing'> = {
    mailing: (limit) => (isAway ? Promise.reject(new Error('away')) : channels.mailing(limit)),
  };
  const look = createMailCheck(store, policy);
  expect(await look(0)).toBeNull();
  isAway = false;
  expect(await look(1)).toEqual(['greeted']);
});
