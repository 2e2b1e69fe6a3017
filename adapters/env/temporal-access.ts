// How Temporal is reached: with TLS, a certificate of our own, an API key. The names are those of Temporal's command line, the
// present ones and those before; a path and the PEM itself are taken under either name. Read once, when a process starts.
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EngineAccess, EngineTls } from '../../domain/system/net/engine-place.ts';
import { nearestName } from './nearest-name.ts';
import { readPem } from './pem.ts';
import type { Env, SettingFault } from './setting-name.ts';

const AUTHORITY = named('TEMPORAL_TLS_SERVER_CA_CERT', 'TEMPORAL_TLS_CA');
const CERTIFICATE = named('TEMPORAL_TLS_CLIENT_CERT', 'TEMPORAL_TLS_CERT');
const KEY = named('TEMPORAL_TLS_CLIENT_KEY', 'TEMPORAL_TLS_KEY');
const SERVER_NAME = ['TEMPORAL_TLS_SERVER_NAME'];
const API_KEY = ['TEMPORAL_API_KEY', 'TEMPORAL_API_KEY_FILE'];
const SWITCH = 'TEMPORAL_TLS';

/** All settings of this file; a process is given them as they are. */
export const TEMPORAL_ACCESS_SETTINGS: readonly string[] = [
  SWITCH,
  ...AUTHORITY,
  ...CERTIFICATE,
  ...KEY,
  ...SERVER_NAME,
  ...API_KEY,
];

function named(present: string, former: string): string[] {
  return [`${present}_PATH`, `${present}_DATA`, former, `${former}_DATA`];
}

interface Reading {
  readonly env: Env;
  readonly faults: SettingFault[];
}

interface Given {
  readonly name: string;
  readonly value: string;
}

/** The faults name settings and files, never a value that may be a secret. */
export function readTemporalAccess(env: Env): {
  readonly access: EngineAccess;
  readonly faults: readonly SettingFault[];
} {
  const reading: Reading = { env, faults: [...unknownNames(env)] };
  const apiKey = readApiKey(reading);
  const tls = readTls(reading);
  const isOn = switchedOn(reading) ?? (tls !== null || apiKey !== null);
  const isAsked = isOn || tls !== null || apiKey !== null;
  if (isAsked && valueOf(env, 'TEMPORAL_ADDRESS') === null) {
    const detail = 'is needed where TLS or an API key is set: the Temporal of this machine has neither';
    reading.faults.push({ name: 'TEMPORAL_ADDRESS', detail, instead: null });
  }
  if (!isOn && apiKey !== null) refuse(reading, SWITCH, 'can not be off: an API key is sent over TLS alone');
  if (!isOn && tls !== null) refuse(reading, SWITCH, 'can not be off where a certificate or a name is set');
  const whole = tls ?? { authority: null, own: null, serverName: null };
  return { access: { tls: isOn ? whole : null, apiKey }, faults: reading.faults };
}

function refuse({ faults }: Reading, name: string, detail: string): null {
  faults.push({ name, detail, instead: null });
  return null;
}

function valueOf(env: Env, name: string): string | null {
  return env[name]?.trim() || null;
}

function* unknownNames(env: Env): Generator<SettingFault> {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('TEMPORAL_TLS_') || TEMPORAL_ACCESS_SETTINGS.includes(name)) continue;
    if (valueOf(env, name) === null) continue;
    const nearest = nearestName(
      name,
      TEMPORAL_ACCESS_SETTINGS.filter((each) => each !== SWITCH),
    );
    const hint =
      name === 'TEMPORAL_TLS_DISABLE_HOST_VERIFICATION'
        ? 'is not taken: name the authority in TEMPORAL_TLS_SERVER_CA_CERT_PATH and the name in its certificate in TEMPORAL_TLS_SERVER_NAME'
        : `is not known${nearest === null ? '' : `; did you mean ${nearest}?`}`;
    yield { name, detail: hint, instead: null };
  }
}

/** Null: nobody says. */
function switchedOn(reading: Reading): boolean | null {
  const value = valueOf(reading.env, SWITCH)?.toLowerCase() ?? null;
  if (value === null) return null;
  if (['true', '1'].includes(value)) return true;
  if (['false', '0'].includes(value)) return false;
  return refuse(reading, SWITCH, 'must be true or false');
}

/** The one that is set of several names for the same. */
function pick(reading: Reading, names: readonly string[]): Given | null {
  const [first, second] = names.flatMap((name): Given[] => {
    const value = valueOf(reading.env, name);
    return value === null ? [] : [{ name, value }];
  });
  if (first !== undefined && second !== undefined)
    refuse(reading, second.name, `is set beside ${first.name}, which means the same: keep one`);
  return first ?? null;
}

function readApiKey(reading: Reading): string | null {
  const given = pick(reading, API_KEY);
  if (given === null || given.name === 'TEMPORAL_API_KEY') return given?.value ?? null;
  try {
    const key = readFileSync(given.value, 'utf8').trim();
    return key === '' ? refuse(reading, given.name, `names an empty file: ${given.value}`) : key;
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return refuse(reading, given.name, `names a file that can not be read: ${given.value} (${code})`);
  }
}

/** Null: none of its settings is set. */
function readTls(reading: Reading): EngineTls | null {
  const given = {
    authority: pick(reading, AUTHORITY),
    certificate: pick(reading, CERTIFICATE),
    key: pick(reading, KEY),
    serverName: pick(reading, SERVER_NAME),
  };
  if (Object.values(given).every((each) => each === null)) return null;
  const own = readOwn(reading, given);
  const authority = given.authority === null ? null : certificatesOf(reading, given.authority);
  return { authority, own, serverName: given.serverName?.value ?? null };
}

function readOwn(
  reading: Reading,
  { certificate, key }: { certificate: Given | null; key: Given | null },
): EngineTls['own'] {
  if (certificate === null && key === null) return null;
  if (certificate === null)
    return refuse(reading, CERTIFICATE[0] ?? '', `is needed beside ${key?.name ?? 'the key'}`);
  if (key === null) return refuse(reading, KEY[0] ?? '', `is needed beside ${certificate.name}`);
  const pem = certificatesOf(reading, certificate);
  const secret = pemOf(reading, key);
  if (pem === null || secret === null) return null;
  try {
    if (new X509Certificate(pem).checkPrivateKey(createPrivateKey(secret)))
      return { certificate: pem, key: secret };
  } catch {
    return refuse(reading, key.name, 'holds no private key that can be read without a passphrase');
  }
  return refuse(reading, key.name, `does not belong to the certificate of ${certificate.name}`);
}

function pemOf(reading: Reading, { name, value }: Given): string | null {
  const read = readPem(value);
  return 'pem' in read ? read.pem : refuse(reading, name, read.fault);
}

function certificatesOf(reading: Reading, given: Given): string | null {
  const pem = pemOf(reading, given);
  if (pem === null) return null;
  try {
    const { validTo } = new X509Certificate(pem);
    if (Date.parse(validTo) > Date.now()) return pem;
    return refuse(reading, given.name, `holds a certificate that ended on ${validTo}`);
  } catch {
    return refuse(reading, given.name, 'holds no certificate');
  }
}
