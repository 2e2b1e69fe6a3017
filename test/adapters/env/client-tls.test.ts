// The TLS settings of RabbitMQ: as files and as texts, and each wrong one in one line that repeats no key.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { makeCertificate } from '../../support/make-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-tls-'));
const at = (name: string): string => join(folder, name);
const RABBITMQ_URL = 'amqps://u:p@a,amqps://u:p@b';
let one: { key: string; cert: string };
let other: { key: string; cert: string };

beforeAll(() => {
  one = makeCertificate();
  other = makeCertificate();
  writeFileSync(at('ca.pem'), one.cert);
  writeFileSync(at('key.pem'), one.key);
  writeFileSync(at('empty.pem'), '');
  writeFileSync(at('sealed.pem'), seal(at('key.pem')));
  mkdirSync(at('folder.pem'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function seal(file: string): string {
  const args = ['pkcs8', '-topk8', '-in', file, '-passout', 'pass:hunter2'];
  return execFileSync('openssl', args, { encoding: 'utf8' });
}

const faultsOf = (env: Record<string, string>): string[] =>
  settingFaults({ RABBITMQ_URL, ...env }).map(({ name, detail }) => `${name} ${detail}`);

test('certificates and the key are taken from files or from the settings themselves', () => {
  const given = readConfig({
    RABBITMQ_URL,
    RABBITMQ_TLS_CA: at('ca.pem'),
    RABBITMQ_TLS_CERT: one.cert,
    // As it stands in a file of variables, on one line.
    RABBITMQ_TLS_KEY: one.key.replaceAll('\n', '\\n'),
    RABBITMQ_TLS_SERVER_NAME: ' rabbit.internal ',
  });
  expect(given.rabbitmqUrl).toBe(RABBITMQ_URL);
  expect(given.rabbitmqTls).toEqual({
    ca: one.cert,
    cert: one.cert,
    key: one.key,
    serverName: 'rabbit.internal',
  });
  expect(readConfig({ RABBITMQ_URL, RABBITMQ_TLS_CA: ' ' }).rabbitmqTls).toEqual({});
});

test.each<[string, () => Record<string, string>, RegExp]>([
  [
    'a file that is missing',
    () => ({ CA: at('none.pem') }),
    /CA names a file that can not be read: there is none/,
  ],
  ['a folder', () => ({ CA: at('folder.pem') }), /CA names a file that can not be read: it is a folder$/],
  ['a file that is no PEM', () => ({ CA: at('empty.pem') }), /CA names a file that holds no PEM/],
  ['half a PEM', () => ({ CA: '-----BEGIN CERTIFICATE-----\nabc' }), /CA is no whole PEM/],
  ['a key as authority', () => ({ CA: at('key.pem') }), /CA holds no certificate/],
  [
    'a damaged certificate',
    () => ({ CA: one.cert.replace(/\n[^-]{40}/, '\n') }),
    /CA holds a certificate that can not be read/,
  ],
  [
    'a certificate without its key',
    () => ({ CERT: one.cert }),
    /CERT needs its key: set RABBITMQ_TLS_KEY too$/,
  ],
  ['a key alone', () => ({ KEY: at('key.pem') }), /KEY is of no use alone: set RABBITMQ_TLS_CERT too$/],
  ['a certificate as key', () => ({ CERT: one.cert, KEY: one.cert }), /KEY holds no private key/],
  [
    'a sealed key',
    () => ({ CERT: one.cert, KEY: at('sealed.pem') }),
    /KEY holds a key that a password seals/,
  ],
  [
    'the key of another one',
    () => ({ CERT: one.cert, KEY: other.key }),
    /KEY is not the key of the certificate in RABBITMQ_TLS_CERT$/,
  ],
  ['an address as name', () => ({ SERVER_NAME: '10.0.0.7' }), /SERVER_NAME must be a host name/],
  ['a name with a blank', () => ({ SERVER_NAME: 'rabbit internal' }), /SERVER_NAME must be a host name/],
])('%s is one fault of one line', (_what, settings, fault) => {
  const env = Object.fromEntries(
    Object.entries(settings()).map(([part, value]) => [`RABBITMQ_TLS_${part}`, value]),
  );
  const faults = faultsOf(env);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(fault);
  expect(faults[0]).not.toMatch(/\n|BEGIN (?:EC )?PRIVATE KEY-----.{20}/);
});

test('no fault repeats what may be a key without its frame', () => {
  const bare = one.key.replaceAll(/-----[^-]+-----|\n/g, '');
  const faults = faultsOf({ RABBITMQ_TLS_CERT: one.cert, RABBITMQ_TLS_KEY: bare });
  expect(faults).toHaveLength(1);
  expect(faults.join()).not.toContain(bare.slice(10, 30));
});

test.each([[{ RABBITMQ_URL: 'amqp://u:p@a' }], [{ RABBITMQ_URL: '' }]])(
  'settings of TLS without an address that uses it are refused: %j',
  (env) => {
    expect(faultsOf({ ...env, RABBITMQ_TLS_SERVER_NAME: 'rabbit.internal' })).toEqual([
      expect.stringMatching(
        /^RABBITMQ_TLS_SERVER_NAME is for amqps:\/\/ addresses, and RABBITMQ_URL has none/,
      ),
    ]);
  },
);

test('faults of TLS come beside all others', () => {
  const faults = faultsOf({
    RABBITMQ_URL: 'amqps://u:p@a,b',
    RABBITMQ_TLS_CA: at('none.pem'),
    WEBLOOM_PORT: 'x',
  });
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'RABBITMQ_URL',
    'WEBLOOM_PORT',
    'RABBITMQ_TLS_CA',
  ]);
});
