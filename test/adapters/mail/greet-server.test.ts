// A greeting from real servers: one that takes mails, one that is silent, one without the encryption that is asked for, none,
// and one that may not be asked.
import { type AddressInfo, type Server, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { openMailSocket } from '../../../adapters/http/guarded-socket.ts';
import { greetServer } from '../../../adapters/mail/greet-server.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailServer(): Promise<{ port: number; mails: () => number }> {
  let mails = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    logger: false,
    onMailFrom: (_address, _session, done) => {
      mails += 1;
      done();
    },
  });
  server.on('error', () => undefined);
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return { port: (server.server.address() as AddressInfo).port, mails: () => mails };
}

async function silentServer(): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  const server: Server = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}

function greet(port: number, security: 'none' | 'starttls' | 'tls' = 'none', allowed = true) {
  const { entries } = parseAllowHosts(allowed ? `127.0.0.1:${port}` : '');
  const policy = createEgressPolicy(entries);
  return greetServer(
    { server: '127.0.0.1', port, security },
    { open: (target) => openMailSocket(target, { policy }), withinMs: 500 },
  );
}

it('is heard from a server that takes mails, without a login or a mail', async () => {
  const { port, mails } = await mailServer();
  expect(await greet(port)).toBe(true);
  expect(mails()).toBe(0);
});

it('is not heard from one that is silent, within the time', async () => {
  expect(await greet(await silentServer())).toBe(false);
});

it.each(['starttls', 'tls'] as const)(
  'does not count without %s where that is asked for',
  async (security) => {
    expect(await greet((await mailServer()).port, security)).toBe(false);
  },
);

it('is not asked for where the egress guard refuses', async () => {
  expect(await greet((await mailServer()).port, 'none', false)).toBe(false);
});

it('is not heard where nobody listens', async () => {
  expect(await greet(1)).toBe(false);
});
