// `webloom blobs move`: an installation at rest moves its blobs from one folder into another, and says each step.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createMongo } from '../../adapters/mongo/mongo.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { type RunningStore, startStore } from '../../embedded-store/start.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Ran, runCli } from './harness.ts';

const KEYS = Array.from({ length: 5 }, (_, n) => `runs/run_1/${n}/store.0`);
const SHARED = 'blobs/text-1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
let folder: string;
let store: RunningStore;
let mongo: Awaited<ReturnType<typeof createMongo>>;
let old: BlobStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-move-'));
  store = await startStore({ dataDir: join(folder, 'store'), port: 0 });
  mongo = await createMongo(uri(), { dbName: 'webloom', appName: 'test' });
  await mongo.jobs.insert(sampleJob('job_moved'));
  old = await createFileBlobStore({ folder: oldPlace() });
  for (const key of [...KEYS, SHARED]) await old.put(key, Buffer.from(`the bytes of ${key}`));
  await mongo.blobHomes.claim({ storeId: old.storeId, place: oldPlace(), since: new Date() });
});
afterEach(async () => {
  await mongo.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const uri = (): string => `mongodb://127.0.0.1:${store.port}/?directConnection=true`;
const oldPlace = (): string => join(folder, 'old');
const newPlace = (): string => join(folder, 'data', 'blobs');

function move(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Ran> {
  const given = { MONGODB_URI: uri(), WEBLOOM_BLOBS_BEFORE: oldPlace(), ...env };
  return runCli(['blobs', 'move', '--data-dir', join(folder, 'data'), ...args], { env: given });
}

describe('a move of blobs', () => {
  it('brings all, counts both again, and says what to unset and to delete', async () => {
    const { code, out, err } = await move();
    expect([code, out]).toEqual([
      0,
      `  6 blobs of 227 B copied; counted again: 6 in the old place, 6 in the new one\n✓ All blobs of ${oldPlace()} are in ${newPlace()}\n`,
    ]);
    expect(err).toContain('6 blobs are in the old place');
    expect(err).toContain('1. Unset WEBLOOM_BLOBS_BEFORE and start the processes again');
    expect(err).toContain(`2. When none has it any more, delete ${oldPlace()}`);
    const fresh = await createFileBlobStore({ folder: newPlace() });
    for (const key of [...KEYS, SHARED])
      expect(Buffer.from((await fresh.get(key)) ?? []).toString()).toBe(`the bytes of ${key}`);
    expect(await mongo.blobHomes.known()).toMatchObject({ storeId: fresh.storeId, before: null });
    // The old place is needed no more, by nothing.
    rmSync(oldPlace(), { recursive: true });
    const again = await move();
    expect([again.code, again.out]).toEqual([
      0,
      `✓ Nothing is to be moved: this database works with ${newPlace()} alone. Unset WEBLOOM_BLOBS_BEFORE\n`,
    ]);
    expect(again.err).not.toContain('delete');
    expect(existsSync(oldPlace())).toBe(false);
  });

  it('is not ended while bytes differ, until the new ones are said to be right', async () => {
    const fresh = await createFileBlobStore({ folder: newPlace() });
    await fresh.put(KEYS[0] ?? '', Buffer.from('written by a process that was killed'));
    const { code, out, err } = await move();
    expect(code).toBe(1);
    expect(out).toContain(`✕ ${KEYS[0]} differs\n`);
    expect(out).toContain('both are needed still');
    expect(err).toContain('webloom blobs move --keep-new');
    expect((await mongo.blobHomes.known())?.before?.storeId).toBe(old.storeId);
    const again = await move(['--keep-new', '--json']);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      from: oldPlace(),
      to: newPlace(),
      isDone: true,
      report: { copied: 0, blobs: 6, inNew: 6, differingCount: 1, missingCount: 0 },
    });
    expect(readFileSync(join(newPlace(), KEYS[0] ?? ''), 'utf8')).toBe(
      'written by a process that was killed',
    );
  });

  it('is refused while a process works that knows the old place alone', async () => {
    const beat = { role: 'scraper', pid: 7, startedAt: new Date(), version: '1', load: {} } as const;
    const ofOld = { ...beat, _id: 'scraper:box:7', storeId: old.storeId };
    await mongo.agents.beat({ ...ofOld, at: new Date() });
    const { code, err } = await move();
    expect([code, err]).toEqual([
      4,
      expect.stringContaining('alone: scraper:box:7. End them and start them'),
    ]);
    expect(await mongo.blobHomes.known()).toMatchObject({ storeId: old.storeId });
    // One that was killed long ago is none.
    await mongo.agents.beat({ ...ofOld, at: new Date(Date.now() - 61_000) });
    expect((await move()).code).toBe(0);
  });

  it('says what is missing, before anything is changed', async () => {
    const nothing = await move([], { WEBLOOM_BLOBS_BEFORE: '' });
    expect([nothing.code, nothing.err]).toEqual([
      2,
      expect.stringContaining(`Nothing says where blobs are moved from: they lie in ${newPlace()}.`),
    ]);
    const away = await move([], { WEBLOOM_BLOBS_BEFORE: join(folder, 'nowhere') });
    expect([away.code, away.err]).toEqual([3, expect.stringContaining('nowhere is away')]);
    // The place itself, and one of something else: neither is to be deleted.
    for (const WEBLOOM_BLOBS_BEFORE of [oldPlace(), join(folder, 'other')]) {
      const same = await move([], { WEBLOOM_BLOB_DIR: oldPlace(), WEBLOOM_BLOBS_BEFORE });
      expect([same.code, same.out]).toEqual([0, expect.stringContaining('Nothing is to be moved')]);
      expect(same.err).not.toContain('delete');
    }
    writeFileSync(join(oldPlace(), 'store-id'), '00000000-0000-4000-8000-000000000000\n');
    const foreign = await move();
    expect([foreign.code, foreign.err]).toEqual([
      8,
      expect.stringContaining('is not the one that this database works with'),
    ]);
    expect(await mongo.blobHomes.known()).toMatchObject({ storeId: old.storeId });
  });

  it('keeps a backup whole in its midst, and refuses a restore', async () => {
    const fresh = await createFileBlobStore({ folder: newPlace() });
    await mongo.blobHomes.replace(
      { storeId: old.storeId, place: '', since: new Date() },
      {
        storeId: fresh.storeId,
        place: newPlace(),
        since: new Date(),
        before: { storeId: old.storeId, place: oldPlace() },
      },
    );
    await fresh.put('blobs/text-2-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', Buffer.from('new'));
    const env = { MONGODB_URI: uri(), WEBLOOM_BLOBS_BEFORE: oldPlace() };
    const place = join(folder, 'backup');
    const taken = await runCli(['backup', place, '--data-dir', join(folder, 'data')], { env });
    expect([taken.code, taken.out]).toEqual([0, expect.stringContaining('and 7 files')]);
    const restored = await runCli(['backup', 'restore', place, '--data-dir', join(folder, 'again')], { env });
    expect([restored.code, restored.err]).toEqual([2, expect.stringContaining('unset WEBLOOM_BLOBS_BEFORE')]);
  });
});
