// Where blobs lie in a bucket: `WEBLOOM_BLOBS` and `WEBLOOM_S3_…`. Keys are no settings of ours: the client takes them from where
// the platform has them. All faults are found at once, and none repeats a value: a key may stand in the wrong place.
import {
  type BlobPlace,
  type BucketPlace,
  parseBucketAddress,
} from '../../domain/system/blob/bucket-place.ts';
import { certificateFault } from './client-tls.ts';
import { readPem } from './pem.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { type Env, type SettingFault, settingsInvalid } from './setting-name.ts';

/** How buckets are reached. */
const ACCESS = [
  'WEBLOOM_S3_ENDPOINT',
  'WEBLOOM_S3_REGION',
  'WEBLOOM_S3_PATH_STYLE',
  'WEBLOOM_S3_TLS_CA',
] as const;

/** All settings of this file; commands hand them on as they are. */
export const BUCKET_SETTINGS = ['WEBLOOM_BLOBS', 'WEBLOOM_BLOBS_BEFORE', ...ACCESS] as const;

type BucketSetting = (typeof BUCKET_SETTINGS)[number];

const REGION = /^[a-z0-9][a-z0-9-]{0,62}$/;
const ENDPOINT_EXAMPLE = 'https://s3.example.com or http://127.0.0.1:9000';

interface Reading {
  readonly env: Env;
  readonly faults: SettingFault[];
}

export interface ReadBucket {
  /** Null: blobs lie in a folder. */
  readonly bucket: BucketPlace | null;
  /** Where blobs lay before, and lie until they are moved; null: there is no such place. */
  readonly before: BlobPlace | null;
  readonly faults: readonly SettingFault[];
}

export function readBucket(env: Env): ReadBucket {
  const reading: Reading = { env, faults: [] };
  const [address, former] = [valueOf(env, 'WEBLOOM_BLOBS'), valueOf(env, 'WEBLOOM_BLOBS_BEFORE')];
  if (address === null && !isBucket(former))
    return { bucket: null, before: readBefore(reading, former, null), faults: idleSettings(env, reading) };
  if (address !== null && (env['WEBLOOM_BLOB_DIR']?.trim() ?? '') !== '')
    refuse(
      reading,
      'WEBLOOM_BLOBS',
      'is set beside WEBLOOM_BLOB_DIR: blobs lie in a bucket or in a folder, so unset one',
    );
  const others = readAccess(reading);
  const bucket = address === null ? null : readAddress(reading, 'WEBLOOM_BLOBS', address);
  return {
    bucket: bucket === null ? null : { ...bucket, ...others },
    before: readBefore(reading, former, others),
    faults: reading.faults,
  };
}

export type BucketAccess = Omit<BucketPlace, 'bucket' | 'prefix'>;

function readAccess(reading: Reading): BucketAccess {
  const endpoint = readEndpoint(reading);
  return {
    endpoint,
    region: readRegion(reading),
    pathStyle: readPathStyle(reading, endpoint),
    authority: readAuthority(reading, endpoint),
  };
}

/**
 * The bucket of a backup, whose address stands in a command. It is reached as the settings say; where there are none of that, as
 * `known`, by which a stack at work reaches its blobs. Throws (validation) for the address, (configuration-invalid) for settings.
 */
export function readBackupBucket(env: Env, address: string, known: BucketAccess | null = null): BucketPlace {
  const place = parseBucketAddress(address);
  if (typeof place === 'string') throw new WebloomError('validation', `The place of a backup ${place}.`);
  if (known !== null && ACCESS.every((name) => valueOf(env, name) === null)) return { ...known, ...place };
  const reading: Reading = { env, faults: [] };
  const access = readAccess(reading);
  if (reading.faults.length > 0) throw settingsInvalid(reading.faults);
  return { ...access, ...place };
}

/** Where blobs lie in a folder, what says how a bucket is reached is for the bucket of a backup alone. */
export function withoutIdleAccess(env: Env): Env {
  if (valueOf(env, 'WEBLOOM_BLOBS') !== null || isBucket(valueOf(env, 'WEBLOOM_BLOBS_BEFORE'))) return env;
  const access: readonly string[] = ACCESS;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !access.includes(name)));
}

function isBucket(former: string | null): boolean {
  return former !== null && !former.startsWith('/');
}

/** Both buckets of a move are reached in the same way. */
function readBefore(reading: Reading, former: string | null, access: BucketAccess | null): BlobPlace | null {
  if (former === null) return null;
  if (former.startsWith('/')) return { blobDir: former, bucket: null };
  if (access === null || !former.includes('://'))
    return refuse(
      reading,
      'WEBLOOM_BLOBS_BEFORE',
      'must be a bucket, as in s3://my-bucket/webloom, or the whole path of a folder, as in /var/lib/webloom/blobs',
    );
  const bucket = readAddress(reading, 'WEBLOOM_BLOBS_BEFORE', former);
  return bucket === null ? null : { blobDir: '', bucket: { ...bucket, ...access } };
}

function readAddress(
  reading: Reading,
  name: BucketSetting,
  address: string,
): Pick<BucketPlace, 'bucket' | 'prefix'> | null {
  const place = parseBucketAddress(address);
  return typeof place === 'string' ? refuse(reading, name, place) : place;
}

function valueOf(env: Env, name: BucketSetting): string | null {
  return env[name]?.trim() || null;
}

function refuse(
  { faults }: Reading,
  name: BucketSetting,
  detail: string,
  instead: string | null = null,
): null {
  faults.push({ name, detail, instead });
  return null;
}

function idleSettings(env: Env, { faults }: Reading): SettingFault[] {
  const detail =
    'is of no use without WEBLOOM_BLOBS, which names the bucket, as in s3://my-bucket/webloom; for a backup into a bucket set it for that command alone';
  const idle = BUCKET_SETTINGS.filter(
    (name) => name !== 'WEBLOOM_BLOBS_BEFORE' && valueOf(env, name) !== null,
  );
  return [...faults, ...idle.map((name) => ({ name, detail, instead: null }))];
}

function readEndpoint(reading: Reading): string | null {
  const value = valueOf(reading.env, 'WEBLOOM_S3_ENDPOINT');
  if (value === null) return null;
  const url = /^https?:\/\//.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null)
    return refuse(
      reading,
      'WEBLOOM_S3_ENDPOINT',
      `must be the address of a server, as in ${ENDPOINT_EXAMPLE}`,
    );
  if (url.username !== '' || url.password !== '' || value.includes('@'))
    return refuse(
      reading,
      'WEBLOOM_S3_ENDPOINT',
      'must hold no user and no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return refuse(
      reading,
      'WEBLOOM_S3_ENDPOINT',
      'must end behind the host or its port: the bucket stands in WEBLOOM_BLOBS',
    );
  return url.origin;
}

/** Without one of ours that of the platform; the client looks into its files itself. */
function readRegion(reading: Reading): string | null {
  const value = valueOf(reading.env, 'WEBLOOM_S3_REGION');
  if (value === null) return reading.env['AWS_REGION']?.trim() || null;
  if (REGION.test(value)) return value;
  return refuse(reading, 'WEBLOOM_S3_REGION', 'must be the name of a region, as in eu-central-1');
}

/** A server of one's own seldom has a name for each bucket. */
function readPathStyle(reading: Reading, endpoint: string | null): boolean {
  const value = valueOf(reading.env, 'WEBLOOM_S3_PATH_STYLE')?.toLowerCase() ?? null;
  const usual = endpoint !== null;
  if (value === null) return usual;
  if (value === 'true' || value === 'false') return value === 'true';
  refuse(
    reading,
    'WEBLOOM_S3_PATH_STYLE',
    'must be true (https://host/bucket) or false (https://bucket.host)',
    String(usual),
  );
  return usual;
}

function readAuthority(reading: Reading, endpoint: string | null): string | null {
  const value = valueOf(reading.env, 'WEBLOOM_S3_TLS_CA');
  if (value === null) return null;
  if (endpoint === null || !endpoint.startsWith('https:'))
    return refuse(
      reading,
      'WEBLOOM_S3_TLS_CA',
      'is for a WEBLOOM_S3_ENDPOINT with https://: set that, or unset this',
    );
  const read = readPem(value);
  const fault = 'fault' in read ? read.fault : certificateFault(read.pem);
  if (fault !== null) return refuse(reading, 'WEBLOOM_S3_TLS_CA', fault);
  return 'pem' in read ? read.pem : null;
}
