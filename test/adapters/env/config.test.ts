import { expect, test } from 'vitest';
import { readConfig } from '../../../adapters/env/config.ts';
import { isWebloomError } from '../../../domain/system/errors.ts';

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'configuration-invalid') return error.message;
    throw error;
  }
  return '';
}

test('an empty environment gives the defaults, frozen to the bottom', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    namespace: 'webloom',
    port: 4600,
    chunkWindow: 4,
    egress: { allowHosts: [] },
  });
  expect(Object.isFrozen(config) && Object.isFrozen(config.egress) && Object.isFrozen(config.ownHosts)).toBe(
    true,
  );
});

test('what is set is read', () => {
  const config = readConfig({
    MONGODB_URI: 'mongodb://a:1,b:2/?replicaSet=r',
    RABBITMQ_URL: 'amqps://u:p@mq/vhost',
    WEBLOOM_NAMESPACE: 'test-7',
    WEBLOOM_PORT: '0',
    WEBLOOM_ALLOW_HOSTS: 'shop.local:8081, 127.0.0.1',
    WEBLOOM_OWN_HOSTS: 'Shop.local 127.0.0.1:4000 10.0.0.0/8',
    WEBLOOM_DATA_DIR: '/data',
  });
  expect(config.mongodbUri).toBe('mongodb://a:1,b:2/?replicaSet=r');
  // Own hosts are allowed ones too.
  expect(config.egress.allowHosts.map((entry) => entry.text)).toEqual([
    'shop.local:8081',
    '127.0.0.1',
    'Shop.local',
    '127.0.0.1:4000',
    '10.0.0.0/8',
  ]);
  expect(config.ownHosts.map(({ text }) => text)).toEqual(['Shop.local', '127.0.0.1:4000', '10.0.0.0/8']);
  expect([config.databaseName, config.blobDir, config.port]).toEqual(['test-7', '/data/blobs', 0]);
});

test('sites are told whom to write to when that is set, and nothing made up when not', () => {
  const userAgentOf = (env: Record<string, string>): string => readConfig(env).userAgent;
  expect(userAgentOf({})).toBe('Webloom/0.1');
  expect(userAgentOf({ WEBLOOM_CONTACT: 'https://shop.example/bot' })).toBe(
    'Webloom/0.1 (+https://shop.example/bot)',
  );
  expect(userAgentOf({ WEBLOOM_CONTACT: 'bot@shop.example' })).toBe('Webloom/0.1 (+bot@shop.example)');
  expect(userAgentOf({ WEBLOOM_CONTACT: 'bot@shop.example', WEBLOOM_USER_AGENT: 'Ours/2' })).toBe('Ours/2');
  for (const contact of ['me', 'ftp://shop.example', 'a b@shop.example', 'https://x.example/)evil(']) {
    expect(messageOf({ WEBLOOM_CONTACT: contact })).toContain(
      'WEBLOOM_CONTACT must be the address of a page',
    );
  }
});

test('all faults come in one message, without the values', () => {
  const message = messageOf({
    MONGODB_URI: 'http://user:hunter2@db',
    WEBLOOM_PORT: '99999',
    WEBLOOM_LOG_LEVEL: 'loud',
    WEBLOOM_ALLOW_HOSTS: 'http://shop',
    WEBLOOM_OWN_HOSTS: 'shop.local:99999',
  });
  const names = [
    'MONGODB_URI',
    'WEBLOOM_PORT',
    'WEBLOOM_LOG_LEVEL',
    'WEBLOOM_ALLOW_HOSTS',
    'WEBLOOM_OWN_HOSTS',
  ];
  for (const name of names) expect(message).toContain(name);
  expect(message).not.toContain('hunter2');
  expect(message).not.toContain('loud');
});

test('a misspelt name is refused with the nearest known one', () => {
  expect(messageOf({ WEBLOOM_CHUNK_WINDWO: '4' })).toContain('did you mean WEBLOOM_CHUNK_WINDOW?');
  expect(messageOf({ WEBLOOM_SOMETHING_ELSE_ENTIRELY: '4' })).toContain('is not known');
  expect(messageOf({ PATH: '/bin', WEBLOOM_PORT: '' })).toBe('');
});

test.each([
  [{}, null],
  [{ WEBLOOM_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'http://127.0.0.1:4318/v1/traces'],
  [{ WEBLOOM_OTLP_ENDPOINT: 'https://traces.example/otlp/' }, 'https://traces.example/otlp/v1/traces'],
  [{ WEBLOOM_OTLP_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, 'http://127.0.0.1:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, 'http://collector:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/mine' }, 'http://collector:4318/mine'],
  [
    { WEBLOOM_OTLP_ENDPOINT: 'http://a:1', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b:1/x' },
    'http://a:1/v1/traces',
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:1', OTEL_SDK_DISABLED: 'true' }, null],
])('of %o traces go to %s', (env, tracesUrl) => {
  expect(readConfig(env).tracesUrl).toBe(tracesUrl);
});

test('a receiver of traces that is no address is refused with its form', () => {
  expect(messageOf({ WEBLOOM_OTLP_ENDPOINT: 'collector:4318' })).toContain('as in http://127.0.0.1:4318');
});

test('a proxy is read with its login and exceptions, and written out without the login', () => {
  const { egress } = readConfig({
    WEBLOOM_PROXY: 'http://anna:s3cret@proxy.internal:3128',
    WEBLOOM_NO_PROXY: '.example.com, 192.0.2.0/24',
    WEBLOOM_PROXY_DNS: 'proxy',
  });
  expect(egress.proxy).toMatchObject({ hostname: 'proxy.internal', port: 3128, dns: 'proxy' });
  expect(egress.proxy?.except.map(({ host }) => host.text)).toEqual(['example.com', '192.0.2.0/24']);
  expect(egress.proxy?.login()).toEqual({ user: 'anna', password: 's3cret' });
  expect(JSON.stringify(egress)).not.toMatch(/s3cret|YW5u/);
});

test('trusted proxies are addresses and blocks, and each other text is a fault beside all others', () => {
  const { trustedProxies } = readConfig({ WEBLOOM_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
  expect(trustedProxies.map(({ prefix }) => prefix)).toEqual([32, 8]);
  expect(readConfig({}).trustedProxies).toEqual([]);
  const message = messageOf({ WEBLOOM_TRUSTED_PROXIES: 'loopback,0.0.0.0/0', WEBLOOM_PORT: 'x' });
  expect(message).toMatch(/WEBLOOM_TRUSTED_PROXIES loopback: not an IP address or block; write 10\.0\.0\.5/);
  expect(message).toMatch(/WEBLOOM_TRUSTED_PROXIES 0\.0\.0\.0\/0: would believe everybody/);
  expect(message).toMatch(/WEBLOOM_PORT must be/);
});

test('the variables of other programs set no proxy', () => {
  const others = { HTTP_PROXY: 'http://a:1', HTTPS_PROXY: 'http://a:1', ALL_PROXY: 'http://a:1' };
  expect(readConfig({ ...others, https_proxy: 'http://a:1' }).egress.proxy).toBeUndefined();
  expect(readConfig({ WEBLOOM_PROXY: '', WEBLOOM_NO_PROXY: '' }).egress.proxy).toBeUndefined();
});

test('faults of the proxy name what is wrong and no secret', () => {
  const message = messageOf({
    WEBLOOM_PROXY: 'socks4://anna:s3cret@proxy:1080',
    WEBLOOM_PROXY_DNS: 'remote',
    WEBLOOM_NO_PROXY: '*',
  });
  expect(message).toMatch(/WEBLOOM_PROXY must begin with http/);
  expect(message).toMatch(/WEBLOOM_PROXY_DNS must be one of here, proxy/);
  expect(message).toMatch(/WEBLOOM_NO_PROXY \*: would use the proxy for nothing/);
  expect(message).not.toMatch(/anna|s3cret/);
});
