// Every process reaches a broker that speaks TLS under an authority of its own, and wants a certificate of each client.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeCertificate } from '../support/make-certificate.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';
import { type TlsProxy, createTlsProxy } from '../support/tls-proxy.ts';

const PAGES = 20;
const folder = mkdtempSync(join(tmpdir(), 'webloom-broker-tls-'));
let proxy: TlsProxy;
let pages: ManyPages;
let system: System;

beforeAll(async () => {
  const services = inject('services');
  const authority = makeCertificate('DNS:authority');
  const client = makeCertificate('DNS:webloom', authority);
  const server = makeCertificate('DNS:rabbit.internal', authority);
  const url = new URL(services.amqpUrl);
  const options = { ...server, ca: authority.cert, requestCert: true };
  proxy = await createTlsProxy({ host: url.hostname, port: Number(url.port) }, options);
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  writeFileSync(join(folder, 'key.pem'), client.key);
  pages = await startManyPages({ pages: PAGES });
  system = await startSystem({
    services,
    name: 'brokertls',
    ownHosts: [pages.host],
    processes: { monitor: 1, api: 1 },
    env: {
      RABBITMQ_URL: `amqps://guest:guest@127.0.0.1:${proxy.port}`,
      RABBITMQ_TLS_CA: join(folder, 'ca.pem'),
      RABBITMQ_TLS_CERT: client.cert,
      RABBITMQ_TLS_KEY: join(folder, 'key.pem'),
      RABBITMQ_TLS_SERVER_NAME: 'rabbit.internal',
    },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
  await proxy?.close();
  rmSync(folder, { recursive: true });
});

test('a run over TLS to the broker completes, and no process has trouble with it', async () => {
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const run = await system.completed(jobId);
  expect(run.totals?.stored).toBe(PAGES + 1);
  expect(proxy.accepted()).toBeGreaterThan(5);
  const said = system.processes.flatMap((each) => each.lastLines()).join('\n');
  // On a busy machine a connection may come late; what a wrong certificate causes names the setting.
  expect(said).not.toMatch(/RABBITMQ_TLS|certificate|self-signed|unable to/i);
});
