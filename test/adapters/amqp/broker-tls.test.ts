// TLS to the broker, with authorities and certificates of our own; what does not fit says what to set.
import type { TlsOptions } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import type { ClientTls } from '../../../domain/system/net/client-tls.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { scrapeMessage } from '../../support/scrape-message.ts';
import { type TlsProxy, createTlsProxy } from '../../support/tls-proxy.ts';

const broker = useBroker();
const authority = makeCertificate('DNS:authority');
const byAddress = makeCertificate('IP:127.0.0.1', authority);
const byName = makeCertificate('DNS:rabbit.internal', authority);
const client = makeCertificate('DNS:webloom', authority);
const ca = authority.cert;
const other = makeCertificate('DNS:authority').cert;
let proxy: TlsProxy | undefined;

afterEach(() => proxy?.close());

async function listen(options: TlsOptions): Promise<string> {
  const { hostname, port } = new URL(broker.directUrl);
  proxy = await createTlsProxy({ host: hostname, port: Number(port) }, options);
  return `amqps://guest:guest@127.0.0.1:${proxy.port}`;
}

async function send(url: string, tls: ClientTls): Promise<number> {
  const options = { ...broker.options(), tls, firstWaitMs: 1_500 };
  const dispatcher = broker.keep(await createDispatcherBroker(url, options));
  await dispatcher.publish([scrapeMessage({ urlKey: 'k' })]);
  return dispatcher.depth();
}

test.each<[string, TlsOptions, ClientTls]>([
  ['an authority of its own', byAddress, { ca }],
  ['a certificate of another name', byName, { ca, serverName: 'rabbit.internal' }],
  ['certificates of its clients', { ...byAddress, requestCert: true, ca }, { ca, ...client }],
])('a broker with %s is used', async (_what, server, tls) => {
  expect(await send(await listen(server), tls)).toBe(1);
  expect(proxy?.accepted()).toBeGreaterThan(0);
});

test.each<[string, TlsOptions, ClientTls, RegExp]>([
  ['an unknown authority', byAddress, {}, /Set RABBITMQ_TLS_CA to the certificate of the authority/],
  ['another authority', byAddress, { ca: other }, /Set RABBITMQ_TLS_CA/],
  ['another name', byName, { ca }, /Set RABBITMQ_TLS_SERVER_NAME to a name that the certificate has/],
  [
    'a wish for our certificate',
    { ...byAddress, requestCert: true, ca },
    { ca },
    /set RABBITMQ_TLS_CERT and RABBITMQ_TLS_KEY/,
  ],
])('a broker with %s is refused, with what to set', async (_what, server, tls, remedy) => {
  await expect(send(await listen(server), tls)).rejects.toMatchObject({
    code: 'dependency-unavailable',
    message: expect.stringMatching(remedy),
  });
});

test('a port that speaks no TLS is told as such', async () => {
  const url = new URL(broker.directUrl);
  await expect(send(`amqps://guest:guest@${url.host}`, {})).rejects.toMatchObject({
    message: expect.stringContaining('Nothing speaks TLS at that port'),
  });
});
