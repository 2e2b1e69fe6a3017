// A bucket that is away, refuses, or is asked by a machine with a wrong clock: on a server that looks at keys and times.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { requireBucketPlace } from '../../../adapters/s3/require-bucket-place.ts';
import { createS3BlobStore } from '../../../adapters/s3/s3-blob-store.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import type { BucketPlace } from '../../../domain/system/blob/bucket-place.ts';
import { makeCertificate } from '../../support/make-certificate.ts';
import { type S3Server, TEST_KEYS, startVersitygw } from '../../support/bucket/s3-server.ts';
import { type TestDatabase, openTestDatabase } from '../mongo/test-database.ts';

const KEY = 'runs/run_1/1/parse.01';
const MINUTE_MS = 60_000;

const found = await startVersitygw();
const why = 'reason' in found ? `: left out, ${found.reason}` : '';
const before = { ...process.env };
let database: TestDatabase;

beforeAll(async () => {
  Object.assign(process.env, TEST_KEYS);
  database = await openTestDatabase();
});
afterAll(async () => {
  for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
  await database.close();
  if ('close' in found) await found.close();
});

function server(): S3Server {
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

async function open(place: BucketPlace): Promise<BlobStore> {
  const { blobIndex: index } = await database.open();
  return createS3BlobStore({ place, index, clock: systemClock });
}

describe.skipIf('reason' in found)(`a bucket in trouble${why}`, () => {
  test('while its server is away nothing is taken for gone, and all goes on when it is back', async () => {
    const store = await open(await server().newPlace());
    await store.put(KEY, Buffer.from('kept'));
    await server().kill();
    const away = { code: 'dependency-unavailable', facts: { reason: 'blob-store-away' } };
    await expect(store.ping()).rejects.toMatchObject(away);
    await expect(store.get(KEY)).rejects.toMatchObject(away);
    await expect(store.has('blobs/abcdefgh')).rejects.toMatchObject(away);
    await expect(store.put('runs/run_1/1/parse.02', Buffer.from('x'))).rejects.toMatchObject(away);
    await expect(store.delete([KEY])).rejects.toMatchObject(away);
    await server().startAgain();
    expect(Buffer.from((await store.get(KEY)) ?? []).toString()).toBe('kept');
    expect(await store.get('runs/run_1/1/parse.02')).toBeNull();
  });

  test('refused keys are told as that, and no key with them', async () => {
    const place = await server().newPlace();
    process.env['AWS_SECRET_ACCESS_KEY'] = 'not-the-key';
    const refused = await requireBucketPlace(place).catch((error: unknown) => error);
    Object.assign(process.env, TEST_KEYS);
    expect(refused).toMatchObject({ code: 'configuration-invalid', facts: { reason: 'denied' } });
    expect(String(refused)).toMatch(/its keys were refused/);
    expect(String(refused)).not.toMatch(/not-the-key|webloom-test-secret/);
  });

  test('keys that are nowhere are told as that', async () => {
    const place = await server().newPlace();
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true' };
    const home = { AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_CONFIG_FILE: '/nowhere' };
    Object.assign(process.env, none, home);
    const refused = await requireBucketPlace(place).catch((error: unknown) => error);
    for (const name of Object.keys({ ...none, ...home })) delete process.env[name];
    Object.assign(process.env, TEST_KEYS);
    expect(refused).toMatchObject({ code: 'configuration-invalid', facts: { reason: 'no-keys' } });
  });

  test('another region than the bucket’s is told with the setting', async () => {
    const place = { ...(await server().newPlace()), region: 'eu-central-1' };
    await expect(requireBucketPlace(place)).rejects.toMatchObject({
      code: 'configuration-invalid',
      facts: { reason: 'wrong-region' },
      message: expect.stringContaining('Set WEBLOOM_S3_REGION'),
    });
  });

  test('a server whose certificate nobody vouches for is told with the setting, and taken with its authority', async () => {
    const sealed = await startVersitygw(makeCertificate());
    if ('reason' in sealed) throw new Error(sealed.reason);
    try {
      const place = await sealed.newPlace();
      await expect(requireBucketPlace({ ...place, authority: null })).rejects.toMatchObject({
        code: 'configuration-invalid',
        facts: { reason: 'tls' },
        message: expect.stringContaining('WEBLOOM_S3_TLS_CA'),
      });
      const store = await open(place);
      await store.put(KEY, Buffer.from('sealed'));
      expect(Buffer.from((await store.get(KEY)) ?? []).toString()).toBe('sealed');
    } finally {
      await sealed.close();
    }
  });

  test('a clock that is 20 minutes off hinders nothing: the client measures the server’s', async () => {
    const store = await open(await server().newPlace());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * MINUTE_MS });
    try {
      await store.put(KEY, Buffer.from('later'));
      expect(Buffer.from((await store.get(KEY)) ?? []).toString()).toBe('later');
    } finally {
      vi.useRealTimers();
    }
  });
});
