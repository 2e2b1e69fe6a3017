// Mails to a real SMTP server: what arrives in its headers and parts, how its refusals come back, and what is refused
// before anything is dialled.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { openMailSocket } from '../../../adapters/http/guarded-socket.ts';
import { type OpenSocket, createSmtpSender } from '../../../adapters/mail/smtp-sender.ts';
import { renderMessage } from '../../../domain/alert/channel/render/render.ts';
import type { MessagePicture, RenderedMail } from '../../../domain/alert/channel/render/rendered.ts';
import { SAMPLE_MESSAGE } from '../../../domain/alert/channel/sample-message.ts';
import { createEgressPolicy, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { sampleSettings } from '../../support/channel-settings.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { proxiedPolicy } from '../../support/proxied-policy.ts';

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

interface Inbox {
  readonly port: number;
  readonly mails: { readonly to: string[]; readonly raw: string; readonly user: string | undefined }[];
}

async function startServer(options: SMTPServerOptions = {}): Promise<Inbox> {
  const mails: { to: string[]; raw: string; user: string | undefined }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    logger: false,
    onData(stream, session, done) {
      let raw = '';
      stream.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw, user: session.user });
        done(null, 'kept');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

function mailTo(
  port: number,
  fields: Partial<RenderedMail> = {},
  {
    title = SAMPLE_MESSAGE.title,
    pictures = [],
  }: { title?: string; pictures?: readonly MessagePicture[] } = {},
): RenderedMail {
  const rendered = renderMessage(sampleSettings('email'), {
    message: { ...SAMPLE_MESSAGE, title },
    pictures,
    deliveryId: 'dlv_1',
    channelId: 'chn_1',
    baseUrl: 'https://webloom.example',
    now: new Date(),
    signingKeys: [],
    signer: { sign: () => '' },
  });
  if (rendered.protocol !== 'smtp') throw new Error('no mail');
  return { ...rendered.mail, server: '127.0.0.1', port, security: 'none', login: null, ...fields };
}

function sendTo(port: number, mail: RenderedMail, timeoutMs = 5_000, ca?: string) {
  const { entries } = parseAllowHosts(`127.0.0.1:${port}`);
  const policy = createEgressPolicy(entries);
  const open: OpenSocket = (target) => openMailSocket(target, { policy });
  const sender = createSmtpSender({ open, ...(ca === undefined ? {} : { ca }) });
  return sender.sendMail(mail, AbortSignal.timeout(timeoutMs));
}

describe('a mail', () => {
  it('shows pictures in its HTML, and names none where there is none', async () => {
    const inbox = await startServer();
    const png = Buffer.from('the bytes of a picture');
    const pictures = [{ name: 'before', png } as const, { name: 'after', png } as const];
    await sendTo(inbox.port, mailTo(inbox.port, {}, { pictures }));
    await sendTo(inbox.port, mailTo(inbox.port));
    const [shown, plain] = inbox.mails.map(({ raw }) => raw.replaceAll(/=\r\n|\r\n[ \t]/g, ''));
    for (const part of [
      'multipart/related',
      'Content-Id: <before@webloom>',
      'Content-ID: <after@webloom>',
      'cid:before@webloom',
    ])
      expect(shown?.toLowerCase()).toContain(part.toLowerCase());
    expect(inbox.mails[0]?.raw).toContain(png.toString('base64'));
    expect(plain).not.toMatch(/multipart\/related|cid:/);
  });

  it('arrives with text, HTML, its difference, and a way to turn it off', async () => {
    const inbox = await startServer();
    const answer = await sendTo(inbox.port, mailTo(inbox.port, { to: ['a@example.com', 'b@example.com'] }));
    expect(answer).toMatchObject({ kind: 'answered', protocol: 'smtp', status: 250 });
    const [mail] = inbox.mails;
    expect(mail?.to).toEqual(['a@example.com', 'b@example.com']);
    for (const part of [
      'List-Unsubscribe: <https://webloom.example/settings/channels?channel=chn_1>',
      'Message-ID: <dlv_1@example.com>',
      'References: <inc_example@example.com>',
      'Auto-Submitted: auto-generated',
      'multipart/alternative',
      'text/html',
    ])
      expect(mail?.raw.replaceAll(/\r\n[ \t]/g, ' ')).toContain(part);
  });

  it('has no header that a page put into its title', async () => {
    const inbox = await startServer();
    const title = 'Sale\r\nBcc: everybody@example.com\r\n\r\n<h1>body</h1>';
    await sendTo(inbox.port, mailTo(inbox.port, {}, { title }));
    const [mail] = inbox.mails;
    const [head = ''] = (mail?.raw ?? '').split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(mail?.to).toEqual(['ops@example.com']);
    const [, html = ''] = (mail?.raw ?? '').split('Content-Type: text/html');
    expect(html).toContain('&#60;h1&#62;body');
    expect(html).not.toContain('<h1>body</h1>');
  });

  it('logs in with user and password', async () => {
    const inbox = await startServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'opensesame' ? done(null, { user: username ?? '' }) : done(new Error('Invalid login')),
    });
    const login = { user: 'webloom', password: 'opensesame' };
    expect(await sendTo(inbox.port, mailTo(inbox.port, { login }))).toMatchObject({ status: 250 });
    expect(inbox.mails[0]?.user).toBe('webloom');
    const wrong = await sendTo(inbox.port, mailTo(inbox.port, { login: { ...login, password: 'no' } }));
    expect(wrong).toMatchObject({ kind: 'answered', status: 535 });
    expect(JSON.stringify(wrong)).not.toContain('opensesame');
  });

  it.each([450, 550])('that is refused with %i brings the server’s words back', async (responseCode) => {
    const inbox = await startServer({
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error('Not here'), { responseCode })),
    });
    const answer = await sendTo(inbox.port, mailTo(inbox.port));
    expect(answer).toMatchObject({ status: responseCode, body: expect.stringContaining('Not here') });
  });

  it('is not sent in clear when the server has no encryption', async () => {
    const inbox = await startServer();
    const answer = await sendTo(inbox.port, mailTo(inbox.port, { security: 'starttls' }));
    expect(answer.kind).not.toBe('refused');
    expect(inbox.mails).toEqual([]);
  });

  it.each(['tls', 'starttls'] as const)('goes encrypted by %s', async (security) => {
    const { key, cert } = makeCertificate();
    const seen: boolean[] = [];
    const inbox = await startServer({
      key,
      cert,
      secure: security === 'tls',
      disabledCommands: [],
      onMailFrom: (_address, session, done) => {
        seen.push(session.secure);
        done();
      },
    });
    const answer = await sendTo(inbox.port, mailTo(inbox.port, { security }), 5_000, cert);
    expect(answer).toMatchObject({ kind: 'answered', status: 250 });
    expect(seen).toEqual([true]);
    expect(inbox.mails).toHaveLength(1);
  });

  it('is not sent to a server whose certificate nobody vouches for', async () => {
    const inbox = await startServer({ secure: true });
    const answer = await sendTo(inbox.port, mailTo(inbox.port, { security: 'tls' }));
    expect(answer).toMatchObject({ kind: 'failed', detail: expect.stringContaining('certificate') });
    expect(inbox.mails).toEqual([]);
  });

  it('goes by the proxy, and is told when the proxy does not let mail through', async () => {
    const inbox = await startServer();
    const proxy = await startForwardProxy({ reaches: { '93.184.216.34:587': inbox.port } });
    const policy = proxiedPolicy(`http://127.0.0.1:${proxy.port}`);
    const resolver = { resolve: async () => [{ address: '93.184.216.34', family: 4 as const }] };
    const sender = createSmtpSender({ open: (target) => openMailSocket(target, { policy, resolver }) });
    const mail = mailTo(587, { server: 'mail.example.com' });
    expect(await sender.sendMail(mail, AbortSignal.timeout(5_000))).toMatchObject({ status: 250 });
    expect(inbox.mails).toHaveLength(1);
    proxy.setMode(403);
    expect(await sender.sendMail(mail, AbortSignal.timeout(5_000))).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('does not let CONNECT through to it at port 587 (403)'),
    });
    expect(inbox.mails).toHaveLength(1);
    await proxy.close();
  });

  it('gives up on a server that never answers', async () => {
    const inbox = await startServer({ onMailFrom: () => undefined });
    const answer = await sendTo(inbox.port, mailTo(inbox.port), 500);
    expect(answer).toEqual({ kind: 'failed', detail: 'The mail server did not answer in time.' });
  });

  it.each([
    ['loopback', '127.0.0.1', 587],
    ['a private address', '10.0.0.5', 25],
    ['a port of another service', 'example.com', 6379],
    ['a local name', 'mail.local', 25],
  ])('to %s is refused without a connection', async (_what, server, port) => {
    const mail = mailTo(port, { server });
    const sender = createSmtpSender({
      open: (target) => openMailSocket(target, { policy: createEgressPolicy() }),
    });
    const answer = await sender.sendMail(mail, AbortSignal.timeout(5_000));
    expect(answer).toMatchObject({ kind: 'refused', detail: expect.stringContaining('Nothing was sent') });
  });
});
