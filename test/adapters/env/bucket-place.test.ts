// The settings of a bucket: what is taken, and each wrong one in one line that repeats no value.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readBackupBucket, withoutIdleAccess } from '../../../adapters/env/bucket-place.ts';
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { describeBucket } from '../../../domain/system/blob/bucket-place.ts';
import { makeCertificate } from '../../support/make-certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-bucket-'));
const authority = join(folder, 'ca.pem');
const { cert } = makeCertificate();
writeFileSync(authority, cert);
afterAll(() => rmSync(folder, { recursive: true }));

const WEBLOOM_BLOBS = 's3://my-bucket/webloom/a';
const faultsOf = (env: Readonly<Record<string, string | undefined>>): string[] =>
  settingFaults(env).map(({ name, detail }) => `${name} ${detail}`);

test('without a bucket blobs lie in a folder', () => {
  expect(readConfig({ AWS_REGION: 'eu-central-1' }).bucket).toBeNull();
  expect(readConfig({ WEBLOOM_BLOBS: ' ' }).bucket).toBeNull();
});

test('a bucket of Amazon takes the region of the platform, and its name in the host', () => {
  const { bucket } = readConfig({ WEBLOOM_BLOBS, AWS_REGION: 'eu-central-1' });
  expect(bucket).toEqual({
    bucket: 'my-bucket',
    prefix: 'webloom/a/',
    region: 'eu-central-1',
    endpoint: null,
    pathStyle: false,
    authority: null,
  });
  expect(readConfig({ WEBLOOM_BLOBS, AWS_REGION: 'a', WEBLOOM_S3_REGION: 'b' }).bucket?.region).toBe('b');
});

test('a server of one’s own has the bucket in its path, unless told otherwise, and an authority of its own', () => {
  const own = { WEBLOOM_BLOBS: 's3://blobs/', WEBLOOM_S3_ENDPOINT: 'https://s3.internal:9000/' };
  const { bucket } = readConfig({ ...own, WEBLOOM_S3_TLS_CA: authority });
  expect(bucket).toMatchObject({
    prefix: '',
    endpoint: 'https://s3.internal:9000',
    pathStyle: true,
    authority: cert,
  });
  expect(bucket && describeBucket(bucket)).toBe('s3://blobs at https://s3.internal:9000');
  expect(readConfig({ ...own, WEBLOOM_S3_PATH_STYLE: 'false' }).bucket?.pathStyle).toBe(false);
});

test.each<[Record<string, string>, RegExp]>([
  [{ WEBLOOM_BLOBS: '/data/blobs' }, /^WEBLOOM_BLOBS must begin with s3:\/\//],
  [{ WEBLOOM_BLOBS: 's3://My_Bucket' }, /^WEBLOOM_BLOBS must name a bucket/],
  [{ WEBLOOM_BLOBS: 's3://' }, /^WEBLOOM_BLOBS must name a bucket/],
  [{ WEBLOOM_BLOBS: 's3://AKIA123:hunter2@my-bucket/x' }, /^WEBLOOM_BLOBS names a bucket alone/],
  [{ WEBLOOM_BLOBS: 's3://my-bucket/../x' }, /^WEBLOOM_BLOBS must have a prefix of words/],
  [{ WEBLOOM_BLOBS: 's3://my-bucket/a b' }, /^WEBLOOM_BLOBS must have a prefix of words/],
  [{ WEBLOOM_BLOBS, WEBLOOM_BLOB_DIR: '/data' }, /^WEBLOOM_BLOBS is set beside WEBLOOM_BLOB_DIR/],
  [
    { WEBLOOM_BLOBS, WEBLOOM_S3_ENDPOINT: 'minio:9000' },
    /^WEBLOOM_S3_ENDPOINT must be the address of a server/,
  ],
  [
    { WEBLOOM_BLOBS, WEBLOOM_S3_ENDPOINT: 'http://u:hunter2@minio' },
    /^WEBLOOM_S3_ENDPOINT must hold no user/,
  ],
  [{ WEBLOOM_BLOBS, WEBLOOM_S3_ENDPOINT: 'http://minio/blobs' }, /^WEBLOOM_S3_ENDPOINT must end behind/],
  [
    { WEBLOOM_BLOBS, WEBLOOM_S3_REGION: 'Frankfurt am Main' },
    /^WEBLOOM_S3_REGION must be the name of a region/,
  ],
  [{ WEBLOOM_BLOBS, WEBLOOM_S3_PATH_STYLE: 'yes' }, /^WEBLOOM_S3_PATH_STYLE must be true/],
  [
    { WEBLOOM_BLOBS, WEBLOOM_S3_TLS_CA: 'hunter2' },
    /^WEBLOOM_S3_TLS_CA is for a WEBLOOM_S3_ENDPOINT with https/,
  ],
  [
    { WEBLOOM_BLOBS, WEBLOOM_S3_ENDPOINT: 'https://minio', WEBLOOM_S3_TLS_CA: '/none' },
    /^WEBLOOM_S3_TLS_CA names a file that can not be read: there is none/,
  ],
  [{ WEBLOOM_S3_ENDPOINT: 'http://minio' }, /^WEBLOOM_S3_ENDPOINT is of no use without WEBLOOM_BLOBS/],
  [{ WEBLOOM_S3_BUCKET: 'x' }, /^WEBLOOM_S3_BUCKET is not known/],
])('%o is told in one line', (env, line) => {
  const faults = faultsOf(env);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(line);
  expect(faults.join()).not.toContain('hunter2');
});

describe('the bucket of a backup', () => {
  const own = { WEBLOOM_S3_ENDPOINT: 'https://s3.internal:9000' };
  const known = { endpoint: 'http://other', region: null, pathStyle: true, authority: null };

  test('is reached as the settings say, whether or not blobs lie in a bucket', () => {
    const place = { bucket: 'mine', prefix: 'of/today/', pathStyle: true, authority: null, region: null };
    for (const env of [own, { ...own, WEBLOOM_BLOBS }])
      expect(readBackupBucket(env, 's3://mine/of/today')).toEqual({
        ...place,
        endpoint: own.WEBLOOM_S3_ENDPOINT,
      });
    expect(readBackupBucket({}, 's3://mine/of/today')).toEqual({
      ...place,
      endpoint: null,
      pathStyle: false,
    });
  });

  test('is reached as the blobs of the stack at work, where no setting says how', () => {
    expect(readBackupBucket({}, 's3://mine', known)).toEqual({ ...known, bucket: 'mine', prefix: '' });
    expect(readBackupBucket(own, 's3://mine', known).endpoint).toBe(own.WEBLOOM_S3_ENDPOINT);
  });

  test.each([
    ['S3://mine', 'validation', /^The place of a backup must begin with s3:\/\//],
    ['gs://mine', 'validation', /^The place of a backup must begin with s3:\/\//],
    ['s3://AKIA:hunter2@mine/x', 'validation', /^The place of a backup names a bucket alone/],
    ['s3://mine/../other', 'validation', /^The place of a backup must have a prefix of words/],
  ])('%s is refused in one line, without what may be a key', (address, code, words) => {
    const fault = thrownBy(() => readBackupBucket(own, address));
    expect(fault).toMatchObject({ code, message: expect.stringMatching(words) });
    expect(String(fault)).not.toContain('hunter2');
  });

  test('is refused with all that is wrong with its settings', () => {
    const wrong = { WEBLOOM_S3_ENDPOINT: 'ftp://x', WEBLOOM_S3_PATH_STYLE: 'maybe' };
    expect(thrownBy(() => readBackupBucket(wrong, 's3://mine'))).toMatchObject({
      code: 'configuration-invalid',
      message: expect.stringMatching(/WEBLOOM_S3_ENDPOINT must be .*\n- WEBLOOM_S3_PATH_STYLE must be/),
    });
  });

  test('leaves its settings out of those of the rest, where blobs lie in a folder', () => {
    const env = { ...own, HOME: '/root' };
    expect(withoutIdleAccess(env)).toEqual({ HOME: '/root' });
    expect(faultsOf(withoutIdleAccess(env))).toEqual([]);
    for (const name of ['WEBLOOM_BLOBS', 'WEBLOOM_BLOBS_BEFORE'])
      expect(withoutIdleAccess({ ...env, [name]: WEBLOOM_BLOBS })).toEqual({ ...env, [name]: WEBLOOM_BLOBS });
    const before = { ...env, WEBLOOM_BLOBS_BEFORE: '/var/blobs' };
    expect(withoutIdleAccess(before)).toEqual({ HOME: '/root', WEBLOOM_BLOBS_BEFORE: '/var/blobs' });
  });
});

function thrownBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error;
  }
}

test('a place before is a bucket that is reached as the present one, or a folder', () => {
  const own = { WEBLOOM_S3_ENDPOINT: 'https://s3.internal:9000' };
  const { bucket, blobsBefore } = readConfig({ ...own, WEBLOOM_BLOBS, WEBLOOM_BLOBS_BEFORE: 's3://old-one' });
  expect(blobsBefore).toEqual({ blobDir: '', bucket: { ...bucket, bucket: 'old-one', prefix: '' } });
  const back = readConfig({ ...own, WEBLOOM_BLOB_DIR: '/data/blobs', WEBLOOM_BLOBS_BEFORE: WEBLOOM_BLOBS });
  expect([back.bucket, back.blobDir, back.blobsBefore?.bucket]).toEqual([null, '/data/blobs', bucket]);
  const there = readConfig({ WEBLOOM_BLOBS, WEBLOOM_BLOBS_BEFORE: '/data/blobs' });
  expect(there.blobsBefore).toEqual({ blobDir: '/data/blobs', bucket: null });
  const folders = readConfig({ WEBLOOM_BLOB_DIR: '/new', WEBLOOM_BLOBS_BEFORE: '/old' });
  expect(folders.blobsBefore?.blobDir).toBe('/old');
  expect(readConfig({ WEBLOOM_BLOBS }).blobsBefore).toBeNull();
});

test.each(['blobs', './blobs', 'gs://a-bucket', 's3://AKIA123:hunter2@my-bucket/x'])(
  '%s is no place before, and is not repeated',
  (former) => {
    const [fault = '', ...more] = faultsOf({ WEBLOOM_BLOBS_BEFORE: former });
    expect(more).toEqual([]);
    expect(fault).toMatch(/^WEBLOOM_BLOBS_BEFORE (must|names)/);
    expect(fault).not.toContain('hunter2');
    expect(faultsOf({ WEBLOOM_BLOBS, WEBLOOM_BLOBS_BEFORE: former })).toEqual([fault]);
  },
);
