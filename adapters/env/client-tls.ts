// The TLS settings of a service: `<SERVICE>_TLS_CA`, `_CERT`, `_KEY` and `_SERVER_NAME`. All faults are found at once, and none
// repeats a value: one of them is a key.
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { parseAddress } from '../../domain/system/net/address.ts';
import type { ClientTls } from '../../domain/system/net/client-tls.ts';
import { readPem } from './pem.ts';
import type { Env, SettingFault } from './setting-name.ts';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i;
const PARTS = ['CA', 'CERT', 'KEY', 'SERVER_NAME'] as const;
type Part = (typeof PARTS)[number];

export interface ReadTls {
  readonly tls: ClientTls;
  readonly faults: readonly SettingFault[];
}

/** Settings of TLS beside addresses without it would be taken for protection that is not there. */
export function readBrokerTls(env: Env): ReadTls {
  const read = readClientTls('RABBITMQ', env);
  const firstSet = PARTS.map((part) => `RABBITMQ_TLS_${part}`).find(
    (name) => (env[name]?.trim() ?? '') !== '',
  );
  if (firstSet === undefined || /^\s*amqps:/.test(env['RABBITMQ_URL'] ?? '')) return read;
  const detail = 'is for amqps:// addresses, and RABBITMQ_URL has none: write amqps:// there, or unset this';
  return { ...read, faults: [...read.faults, { name: firstSet, detail, instead: null }] };
}

function readClientTls(service: string, env: Env): ReadTls {
  const nameOf = (part: Part): string => `${service}_TLS_${part}`;
  const valueOf = (part: Part): string => env[nameOf(part)]?.trim() ?? '';
  const faults: SettingFault[] = [];
  const refuse = (part: Part, detail: string): void => {
    faults.push({ name: nameOf(part), detail, instead: null });
  };
  const pemOf = (part: Part, judge: (pem: string) => string | null): string | null => {
    const value = valueOf(part);
    if (value === '') return null;
    const read = readPem(value);
    const fault = 'fault' in read ? read.fault : judge(read.pem);
    if (fault !== null) refuse(part, fault);
    return fault !== null || 'fault' in read ? null : read.pem;
  };

  const ca = pemOf('CA', certificateFault);
  const cert = pemOf('CERT', certificateFault);
  const key = pemOf('KEY', keyFault);
  if (valueOf('CERT') !== '' && valueOf('KEY') === '')
    refuse('CERT', `needs its key: set ${nameOf('KEY')} too`);
  if (valueOf('KEY') !== '' && valueOf('CERT') === '')
    refuse('KEY', `is of no use alone: set ${nameOf('CERT')} too`);
  if (cert !== null && key !== null && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    refuse('KEY', `is not the key of the certificate in ${nameOf('CERT')}`);
  const serverName = valueOf('SERVER_NAME');
  if (serverName !== '' && (parseAddress(serverName) !== null || !HOST_NAME.test(serverName)))
    refuse('SERVER_NAME', 'must be a host name that the certificate has, as in rabbitmq.internal');
  const tls = {
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
    ...(serverName === '' ? {} : { serverName }),
  };
  return { tls, faults };
}

export function certificateFault(pem: string): string | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return 'holds no certificate (-----BEGIN CERTIFICATE-----)';
  try {
    for (const block of blocks) new X509Certificate(block);
    return null;
  } catch {
    return 'holds a certificate that can not be read: take it whole from where it was made';
  }
}

function keyFault(pem: string): string | null {
  try {
    createPrivateKey(pem);
    return null;
  } catch {
    const isSealed = pem.includes('ENCRYPTED');
    return isSealed
      ? 'holds a key that a password seals: openssl pkey -in KEY -out PLAIN writes it without'
      : 'holds no private key that can be read (-----BEGIN PRIVATE KEY-----)';
  }
}
