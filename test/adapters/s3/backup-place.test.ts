// The place of a backup in a bucket, on two S3 servers, as commands find it by its address and the settings; and a bucket in trouble.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BucketClient, openBucket } from '../../../adapters/s3/bucket.ts';
import { findBackupSite } from '../../../cli/backup/backup-site.ts';
import { type BucketPlace, formatBucketAddress } from '../../../domain/system/blob/bucket-place.ts';
import type { BackupPlace } from '../../../domain/upkeep/backup/backup-place.ts';
import { type FoundPlace, type Scene, fill, openScene } from '../backup/scene.ts';
import { type TestPlace, backupPlaceContract, emptyManifest } from '../../contracts/backup-place.ts';
import {
  type Missing,
  type S3Server,
  TEST_KEYS,
  startMoto,
  startVersitygw,
} from '../../support/bucket/s3-server.ts';

const servers = { moto: await startMoto(), versitygw: await startVersitygw() };
const before = { ...process.env };

beforeAll(() => void Object.assign(process.env, TEST_KEYS));
afterAll(async () => {
  for (const name of Object.keys(TEST_KEYS)) process.env[name] = before[name] ?? '';
  for (const server of Object.values(servers)) if ('close' in server) await server.close();
});

function find(place: BucketPlace): Promise<FoundPlace> {
  const env = { WEBLOOM_S3_ENDPOINT: place.endpoint ?? '' };
  return findBackupSite(formatBucketAddress(place), { env });
}

async function pathsIn(bucket: BucketClient): Promise<string[]> {
  const { prefix } = bucket.place;
  const paths: string[] = [];
  for await (const { name } of bucket.list(prefix)) paths.push(name.slice(prefix.length));
  return paths.toSorted();
}

async function makeBucketPlace(server: S3Server | Missing): Promise<TestPlace & { place: BucketPlace }> {
  if ('reason' in server) throw new Error(server.reason);
  const place = await server.newPlace();
  const bucket = await openBucket(place);
  const at = (path: string): string => `${place.prefix}${path}`;
  return {
    place,
    find: () => find(place),
    async change(path, to) {
      const found = await bucket.read(at(path));
      if (found === null || found === 'changed') throw new Error(`there is no ${path}`);
      const changed = to(found.bytes);
      if (changed === null) await bucket.remove([at(path)]);
      else await bucket.put(at(path), changed);
    },
    put: (path, text) => bucket.put(at(path), Buffer.from(text)).then(() => undefined),
    paths: () => pathsIn(bucket),
  };
}

for (const [name, server] of Object.entries(servers)) {
  const why = 'reason' in server ? `: left out, ${server.reason}` : '';
  describe.skipIf('reason' in server)(`a backup in a bucket of ${name}${why}`, () => {
    backupPlaceContract(() => makeBucketPlace(server));
    ofBuckets(server);
  });
}

function ofBuckets(server: S3Server | Missing): void {
  test('the empty object that a console makes for a folder is nothing', async () => {
    const { put, place } = await makeBucketPlace(server);
    await put('', '');
    expect(await (await find(place)).files.look()).toEqual({ isBackup: false, firstName: null });
  });

  test('of two backups that go there at a time one is finished, and the other one says so', async () => {
    const { place } = await makeBucketPlace(server);
    const open = async (): Promise<BackupPlace> => (await find(place)).open();
    for (const round of [1, 2]) {
      const [one, other] = [await open(), await open()];
      await one.manifest();
      await other.manifest();
      const manifest = await emptyManifest(one, `bak_${round}_one`);
      const later = await emptyManifest(other, `bak_${round}_other`);
      await one.finish(manifest);
      await expect(other.finish(later)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('Another backup was finished in s3://'),
      });
      expect(await (await open()).manifest()).toEqual(manifest);
    }
  });
}

const gateway = servers.versitygw;

describe.skipIf('reason' in gateway)('a backup and a bucket in trouble', () => {
  const kept: Scene[] = [];
  afterAll(async () => {
    for (const scene of kept) await scene.close();
  });

  test('whose server goes away in its middle ends in one sentence, and goes on when it is back', async () => {
    if ('reason' in gateway) throw new Error(gateway.reason);
    const { place, paths } = await makeBucketPlace(gateway);
    const scene = await openScene(() => find(place));
    kept.push(scene);
    await fill(scene);
    const { blobs } = scene;
    const awayInTheMiddle = {
      storeId: blobs.storeId,
      facts: (key: string) => blobs.facts(key),
      get: (key: string) => blobs.get(key),
      async *list() {
        let listed = 0;
        for await (const key of blobs.list('')) {
          if (listed++ === 20) await gateway.kill();
          yield key;
        }
      },
    };
    const failure = await scene.take(undefined, awayInTheMiddle).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'dependency-unavailable', facts: { reason: 'blob-store-away' } });
    expect(String(failure)).toMatch(/^WebloomError: The backup s3:\/\/.+Repeat the command when it is back/);
    await gateway.startAgain();
    expect(await paths()).toContain('unfinished.json');
    await expect(scene.restore(scene.db('none'), await scene.blobStore('none'))).rejects.toThrow(
      'was cut off before its end',
    );
    scene.said.length = 0;
    await scene.take();
    const told = scene.said.find((line) => /^blobs: 32 files, \d+ of them new$/.test(line));
    expect(Number(/, (\d+) of/.exec(told ?? '')?.[1])).toBeLessThan(32);
    await scene.restore(scene.db('target'), await scene.blobStore('restored'));
  });

  const REFUSED: readonly [what: string, of: (place: BucketPlace) => BucketPlace, words: RegExp][] = [
    [
      'a bucket that is not there',
      (place) => ({ ...place, bucket: 'nobody-made-it' }),
      /there is no bucket nobody-made-it\. Make it, or correct its address/,
    ],
    [
      'a server that is not there',
      (place) => ({ ...place, endpoint: 'http://127.0.0.1:9' }),
      /does not answer .*Repeat the command/,
    ],
  ];

  test.each(REFUSED)('%s is told before anything is made', async (_what, of, words) => {
    if ('reason' in gateway) throw new Error(gateway.reason);
    const place = of(await gateway.newPlace());
    await expect((await find(place)).files.look()).rejects.toThrow(words);
  });

  test('keys that are refused are told, and not repeated', async () => {
    if ('reason' in gateway) throw new Error(gateway.reason);
    const place = await gateway.newPlace();
    process.env['AWS_SECRET_ACCESS_KEY'] = 'not-the-key';
    const refused = await (await find(place)).files.look().catch((error: unknown) => error);
    Object.assign(process.env, TEST_KEYS);
    expect(refused).toMatchObject({ code: 'configuration-invalid', facts: { reason: 'denied' } });
    expect(String(refused)).toMatch(/The backup s3:.*its keys were refused/);
    expect(String(refused)).not.toMatch(/not-the-key|webloom-test-secret/);
  });
});
