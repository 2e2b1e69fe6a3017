import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { readTemporalAccess } from '../../../adapters/env/temporal-access.ts';
import { type Authority, type Signed, makeAuthority } from '../../support/make-authority.ts';

const ADDRESS = { TEMPORAL_ADDRESS: 'temporal.example:7233' };

let folder: string;
let authority: Authority;
let own: Signed;
let other: Signed;
let files: Record<'ca' | 'cert' | 'key' | 'plain' | 'empty' | 'apiKey', string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-access-'));
  authority = makeAuthority('services');
  [own, other] = [authority.sign('DNS:a.example'), authority.sign('DNS:b.example')];
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  files = {
    ca: write('ca.pem', authority.cert),
    cert: write('cert.pem', own.cert),
    key: write('key.pem', own.key),
    plain: write('plain.txt', 'no PEM at all'),
    empty: write('empty.txt', '\n'),
    apiKey: write('api-key', 'tmprl_key\n'),
  };
});

afterAll(() => {
  authority.remove();
  rmSync(folder, { recursive: true });
});

describe('how Temporal is reached', () => {
  it('is plain where nothing is set', () => {
    expect(readConfig({}).temporal).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      access: { tls: null, apiKey: null },
    });
    expect(readTemporalAccess({ TEMPORAL_TLS: 'false', TEMPORAL_TLS_CA: ' ' })).toEqual({
      access: { tls: null, apiKey: null },
      faults: [],
    });
  });

  it('takes certificates by path and as they are, by present names and those before', () => {
    const tls = {
      authority: authority.cert,
      own: { certificate: own.cert, key: own.key },
      serverName: 'temporal',
    };
    const named = { ...ADDRESS, TEMPORAL_TLS_SERVER_NAME: 'temporal' };
    const byPath = {
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: files.ca,
      TEMPORAL_TLS_CLIENT_CERT_PATH: files.cert,
      TEMPORAL_TLS_CLIENT_KEY_PATH: files.key,
    };
    const asTheyAre = {
      TEMPORAL_TLS_SERVER_CA_CERT_DATA: authority.cert,
      // As a line of an env file has it.
      TEMPORAL_TLS_CLIENT_CERT_DATA: own.cert.replaceAll('\n', '\\n'),
      TEMPORAL_TLS_CLIENT_KEY_DATA: own.key,
    };
    const before = {
      TEMPORAL_TLS_CA: files.ca,
      TEMPORAL_TLS_CERT: files.cert,
      TEMPORAL_TLS_KEY_DATA: own.key,
    };
    for (const given of [byPath, asTheyAre, before])
      expect(readConfig({ ...named, ...given }).temporal.access).toEqual({ tls, apiKey: null });
  });

  it('is with TLS where a key is set, and the key may lie in a file', () => {
    const tls = { authority: null, own: null, serverName: null };
    const readKey = (given: object) => readConfig({ ...ADDRESS, ...given }).temporal.access;
    expect(readKey({ TEMPORAL_API_KEY: 'tmprl_key' })).toEqual({ tls, apiKey: 'tmprl_key' });
    expect(readKey({ TEMPORAL_API_KEY_FILE: files.apiKey })).toEqual({ tls, apiKey: 'tmprl_key' });
    expect(readKey({ TEMPORAL_TLS: 'true' })).toEqual({ tls, apiKey: null });
  });

  it('says in one line what is wrong, and never a key', () => {
    const faultsOf = (given: Record<string, string>) =>
      settingFaults({ ...ADDRESS, ...given }).map(({ name, detail }) => `${name} ${detail}`);
    const pair = { TEMPORAL_TLS_CERT: files.cert, TEMPORAL_TLS_KEY: files.key };
    const gone = join(folder, 'gone.pem');
    expect(faultsOf({ TEMPORAL_TLS: 'yes' })).toEqual(['TEMPORAL_TLS must be true or false']);
    expect(faultsOf({ TEMPORAL_TLS_CA: gone })).toEqual([
      expect.stringMatching(/^TEMPORAL_TLS_CA names a file that can not be read: there is none of that name/),
    ]);
    expect(faultsOf({ TEMPORAL_TLS_CA: files.plain })).toEqual([
      expect.stringMatching(/^TEMPORAL_TLS_CA names a file that holds no PEM: it has to begin with /),
    ]);
    expect(faultsOf({ TEMPORAL_TLS_CA: files.key })).toEqual(['TEMPORAL_TLS_CA holds no certificate']);
    expect(faultsOf({ TEMPORAL_TLS_CERT: files.cert })).toEqual([
      'TEMPORAL_TLS_CLIENT_KEY_PATH is needed beside TEMPORAL_TLS_CERT',
    ]);
    expect(faultsOf({ TEMPORAL_TLS_KEY: files.key })).toEqual([
      'TEMPORAL_TLS_CLIENT_CERT_PATH is needed beside TEMPORAL_TLS_KEY',
    ]);
    expect(faultsOf({ ...pair, TEMPORAL_TLS_KEY: files.cert })).toEqual([
      'TEMPORAL_TLS_KEY holds no private key that can be read without a passphrase',
    ]);
    expect(faultsOf({ ...pair, TEMPORAL_TLS_KEY: other.key })).toEqual([
      'TEMPORAL_TLS_KEY does not belong to the certificate of TEMPORAL_TLS_CERT',
    ]);
    expect(faultsOf({ TEMPORAL_TLS_CA: files.ca, TEMPORAL_TLS_CA_DATA: authority.cert })).toEqual([
      'TEMPORAL_TLS_CA_DATA is set beside TEMPORAL_TLS_CA, which means the same: keep one',
    ]);
    expect(faultsOf({ TEMPORAL_TLS_SERVRE_NAME: 'x' })).toEqual([
      'TEMPORAL_TLS_SERVRE_NAME is not known; did you mean TEMPORAL_TLS_SERVER_NAME?',
    ]);
    expect(faultsOf({ TEMPORAL_TLS_DISABLE_HOST_VERIFICATION: 'true' })[0]).toContain('is not taken: name');
    expect(faultsOf({ TEMPORAL_TLS: 'false', TEMPORAL_API_KEY: 'tmprl_key' })).toEqual([
      'TEMPORAL_TLS can not be off: an API key is sent over TLS alone',
    ]);
    expect(faultsOf({ TEMPORAL_TLS: 'false', TEMPORAL_TLS_SERVER_NAME: 'x' })).toEqual([
      'TEMPORAL_TLS can not be off where a certificate or a name is set',
    ]);
    expect(faultsOf({ TEMPORAL_API_KEY_FILE: files.empty })).toEqual([
      `TEMPORAL_API_KEY_FILE names an empty file: ${files.empty}`,
    ]);
    expect(settingFaults({ TEMPORAL_API_KEY: 'tmprl_key' })).toEqual([
      {
        name: 'TEMPORAL_ADDRESS',
        detail: 'is needed where TLS or an API key is set: the Temporal of this machine has neither',
        instead: null,
      },
    ]);
  });

  it('takes no certificate that has ended', () => {
    const ended = authority.sign('DNS:c.example', 0);
    const faults = settingFaults({
      ...ADDRESS,
      TEMPORAL_TLS_CERT_DATA: ended.cert,
      TEMPORAL_TLS_KEY_DATA: ended.key,
    });
    expect(faults[0]?.detail).toMatch(/^holds a certificate that ended on \w+ +\d+ /);
  });
});
