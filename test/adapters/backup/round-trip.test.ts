// A backup and its restore, on real files and on a real store.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../adapters/mongo/migrate.ts';
import { BACKUP_FORMAT, printManifest } from '../../../domain/upkeep/backup/manifest.ts';
import { hasher } from '../../../adapters/clock/ids.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import { type Scene, contentsOf, fill, openScene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  await fill(scene);
});
afterEach(() => scene.close());

async function keysIn(blobs: BlobStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of blobs.list('')) keys.push(key);
  return keys.sort();
}

describe('a restored backup', () => {
  it('has every document, index and blob, and nothing of the processes of then', async () => {
    const manifest = await scene.take();
    expect(manifest).toMatchObject({ missing: 0, blobs: { files: 32 }, secretKey: null });
    const [target, blobs] = [scene.db('target'), await scene.blobStore('restored')];
    expect(await scene.restore(target, blobs)).toMatchObject({ heldDeliveries: 1, removedJobs: 1 });
    for (const name of ['jobs', 'pages', 'migrations', 'workspaces'])
      expect([name, await contentsOf(target, name)]).toEqual([name, await contentsOf(scene.db(), name)]);
    const indexes = (name: string) =>
      Promise.all([scene.db(), target].map((db) => db.collection(name).listIndexes().toArray()));
    for (const name of ['pages', 'runs', 'changes']) {
      const [there, restored] = await indexes(name);
      expect(restored).toEqual(there);
    }
    expect(await keysIn(blobs)).toEqual(await keysIn(scene.blobs));
    const names = (await target.listCollections().toArray()).map(({ name }) => name);
    for (const name of ['locks', 'agents', 'restoring']) expect(names).not.toContain(name);
    expect(await migrate(target)).toEqual([]);
  });

  it('sends young messages, and says of old ones that they are not sent', async () => {
    await scene.take();
    const target = scene.db('target');
    await scene.restore(target, await scene.blobStore('restored'));
    const deliveries = await target.collection('deliveries').find({}).sort({ _id: 1 }).toArray();
    expect(deliveries.map(({ _id, state, heldBack }) => [String(_id), state, typeof heldBack])).toEqual([
      ['dlv_done', 'delivered', 'undefined'],
      ['dlv_old', 'dead', 'string'],
      ['dlv_young', 'waiting', 'undefined'],
    ]);
  });

  it('removes again what was removed while it was taken', async () => {
    await scene.take();
    const target = scene.db('target');
    await scene.restore(target, await scene.blobStore('restored'));
    expect(await target.collection('removals').find({ finishedAt: null }).toArray()).toMatchObject([
      { _id: 'job_2' },
    ]);
  });
});

describe('a backup to a folder that has one', () => {
  it('copies new blobs alone, and drops those that nobody names any more', async () => {
    await scene.blobs.put('blobs/unnamed', Buffer.from('unnamed'));
    await scene.take();
    await scene.blobs.delete(['blobs/unnamed']);
    await scene.blobs.put('blobs/newer', Buffer.from('newer'));
    scene.said.length = 0;
    await scene.take();
    expect(scene.said).toContain('blobs: 33 files, 1 of them new');
    expect(readdirSync(scene.place).filter((name) => name.startsWith('db-'))).toHaveLength(1);
    expect(readdirSync(join(scene.place, 'blobs', 'blobs', 'u'))).not.toContain('unnamed');
  });

  it('keeps a blob that is named and gone, and counts one that is nowhere', async () => {
    await scene.take();
    await scene.blobs.delete(['archives/01ARCHIVE']);
    expect(await scene.take()).toMatchObject({ missing: 0, blobs: { files: 32 } });
    rmSync(join(scene.place, 'blobs', 'archives', 'E', '01ARCHIVE'));
    expect(await scene.take()).toMatchObject({ missing: 1, blobs: { files: 31 } });
    await scene.restore(scene.db('target'), await scene.blobStore('restored'));
  });

  it('leaves the one before whole when an archive was written again, smaller, and it is cut off', async () => {
    const first = await scene.take();
    const archive = 'archives/01ARCHIVE';
    const { blobs } = scene;
    await blobs.replaceArchive(archive, [Buffer.alloc(0), Buffer.from('two')]);
    const cut = {
      storeId: blobs.storeId,
      facts: (key: string) => blobs.facts(key),
      get: (key: string) => blobs.get(key),
      async *list() {
        yield archive;
        throw new Error('killed');
      },
    };
    await expect(scene.take(undefined, cut)).rejects.toThrow('killed');
    const before = await scene.blobStore('before');
    expect((await scene.restore(scene.db('before'), before)).manifest.backupId).toBe(first.backupId);
    expect((await before.readArchive(archive))?.map(String)).toEqual(['one', 'two']);
    for (const name of ['after', 'later']) {
      await scene.take();
      const after = await scene.blobStore(name);
      await scene.restore(scene.db(name), after);
      expect((await after.readArchive(archive))?.map(String)).toEqual(['', 'two']);
    }
  });

  it('leaves the one before in force when it is cut off, and goes on when it is repeated', async () => {
    const first = await scene.take();
    await scene.blobs.put('blobs/newer', Buffer.from('newer'));
    let calls = 0;
    const cut = async (): Promise<void> => {
      calls += 1;
      if (calls > 5) throw new Error('killed');
    };
    await expect(scene.take(cut)).rejects.toThrow('killed');
    const restored = await scene.restore(scene.db('target'), await scene.blobStore('restored'));
    expect(restored.manifest.backupId).toBe(first.backupId);
    expect((await scene.take()).backupId > first.backupId).toBe(true);
  });

  it('is refused when that one is of another installation', async () => {
    await scene.take();
    rmSync(join(scene.folder, 'blobs', 'store-id'));
    const other = await scene.blobStore('blobs');
    await expect(scene.take(undefined, other)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused where other files lie', async () => {
    await scene.take();
    rmSync(join(scene.place, 'manifest.json'));
    await expect(scene.take()).rejects.toMatchObject({ code: 'validation' });
  });
});

const dumpOf = (name: string): string => {
  const [folder] = readdirSync(scene.place).filter((each) => each.startsWith('db-'));
  return join(scene.place, folder ?? '', name);
};
const manifestPath = (): string => join(scene.place, 'manifest.json');

const WRONG_KEYS: readonly [what: string, key: string, printed: string][] = [
  ['a key that leads out of the store', 'blobs/../../../evil', 'blobs/../../../evil'],
  ['a key that begins at the root', '/etc/evil', '/etc/evil'],
  ['a key in the folder of drafts', 'tmp/evil', 'tmp/evil'],
  ['a key without a folder', 'store-id', 'store-id'],
  ['a key that turns its name around', 'blobs/gpj\u202eexe.evil', 'blobs/gpj\\u202eexe.evil'],
  ['a key with a sign of control', 'blobs/a\u001b[2Jb', 'blobs/a\\u001b[2Jb'],
  ['a hidden key', 'blobs/.ssh', 'blobs/.ssh'],
];

const DAMAGE: readonly [what: string, damage: () => void, code: string, words: string][] = [
  [
    'a file of documents cut in half',
    () => truncateSync(dumpOf('pages.bson.gz'), 200),
    'data-corrupt',
    'is cut off',
  ],
  [
    'a file of documents of the same length with another byte',
    () => {
      const bytes = readFileSync(dumpOf('jobs.bson.gz'));
      bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
      writeFileSync(dumpOf('jobs.bson.gz'), bytes);
    },
    'data-corrupt',
    'was changed',
  ],
  ['a file of documents that is missing', () => rmSync(dumpOf('runs.bson.gz')), 'data-corrupt', 'is missing'],
  [
    'the list of blobs cut in half',
    () => truncateSync(dumpOf('blobs.list.gz'), 60),
    'data-corrupt',
    'is cut off',
  ],
  [
    'an archive cut in half',
    () => truncateSync(join(scene.place, 'blobs', 'archives', 'E', '01ARCHIVE'), 4),
    'data-corrupt',
    'has 4 bytes instead of',
  ],
  [
    'a blob that is missing',
    () => rmSync(join(scene.place, 'blobs', 'archives', 'E', '01ARCHIVE')),
    'data-corrupt',
    'is missing',
  ],
  ['a manifest cut in half', () => truncateSync(manifestPath(), 300), 'data-corrupt', 'cut off or no JSON'],
  [
    'a manifest with another number',
    () =>
      writeFileSync(
        manifestPath(),
        readFileSync(manifestPath(), 'utf8').replace('"documents": 30', '"documents": 29'),
      ),
    'data-corrupt',
    'was changed',
  ],
  [
    'a manifest of something else',
    () => writeFileSync(manifestPath(), '{"kind":"other"}'),
    'validation',
    'not of a backup of Webloom',
  ],
  ['a newer format', () => rewrite({ format: BACKUP_FORMAT + 1 }), 'validation', 'has format 2'],
  ['a newer schema', () => rewrite({ migrations: ['9999-later'] }), 'validation', '9999-later'],
  ...WRONG_KEYS.map(([what, key, printed]): (typeof DAMAGE)[number] => [
    what,
    () => rewriteBlobList((line) => line.replace(/^\S+/, key)),
    'data-corrupt',
    `names “${printed}”, which is no key of a blob`,
  ]),
  [
    'a blob that lies outside of the folder',
    () => rewriteBlobList((line) => line.replace(/\S+$/, '../../../etc/passwd')),
    'data-corrupt',
    'names “../../../etc/passwd”, which is no key of a blob',
  ],
  [
    'a path out of the folder',
    () => rewrite({ secretKey: { path: '../x', bytes: 1, sha256: 'a'.repeat(43) } }),
    'data-corrupt',
    'not valid',
  ],
];

/** Changes the first line of the list, with sizes and checksums that fit. */
function rewriteBlobList(change: (line: string) => string): void {
  const { blobs } = JSON.parse(readFileSync(manifestPath(), 'utf8'));
  const path = join(dirname(manifestPath()), blobs.list.path);
  const [first = '', ...more] = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
  const bytes = gzipSync([change(first), ...more].join('\n'));
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('base64url');
  rewrite({ blobs: { ...blobs, list: { ...blobs.list, bytes: bytes.length, sha256 } } });
}

/** With a checksum that fits. */
function rewrite(set: object): void {
  const { checksum: _checksum, ...manifest } = JSON.parse(readFileSync(manifestPath(), 'utf8'));
  writeFileSync(manifestPath(), printManifest({ ...manifest, ...set }, hasher));
}

describe('a restore', () => {
  it.each(DAMAGE)('changes nothing and says why for %s', async (_what, damage, code, words) => {
    await scene.take();
    damage();
    const [target, blobs] = [scene.db('target'), await scene.blobStore('restored')];
    await expect(scene.restore(target, blobs)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    expect(await target.listCollections().toArray()).toEqual([]);
    expect(await keysIn(blobs)).toEqual([]);
  });

  it('a backup without its end', async () => {
    await expect(scene.take(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    const blobs = await scene.blobStore('restored');
    await expect(scene.restore(scene.db('target'), blobs)).rejects.toThrow('was cut off before its end');
  });

  it('a database that holds documents', async () => {
    await scene.take();
    await scene.db('target').collection('jobs').insertOne({ name: 'mine' });
    const blobs = await scene.blobStore('restored');
    await expect(scene.restore(scene.db('target'), blobs)).rejects.toMatchObject({ code: 'conflict' });
    expect(await scene.db('target').collection('jobs').countDocuments()).toBe(1);
  });

  it('a blob folder that holds blobs', async () => {
    await scene.take();
    const blobs = await scene.blobStore('restored');
    await blobs.put('blobs/mine', Buffer.from('mine'));
    await expect(scene.restore(scene.db('target'), blobs)).rejects.toThrow('the blob store holds blobs');
  });
});

describe('a restore that was cut off', () => {
  it('lets no process work on its database, and begins anew when it is repeated', async () => {
    await scene.take();
    const target = scene.db('target');
    const blobs = await scene.blobStore('restored');
    const failing = { list: () => blobs.list(''), put: () => Promise.reject(new Error('killed')) };
    await expect(scene.restore(target, failing)).rejects.toThrow('killed');
    await expect(migrate(target)).rejects.toThrow('was cut off, or still goes on');
    await scene.restore(target, blobs);
    expect(await contentsOf(target, 'pages')).toEqual(await contentsOf(scene.db(), 'pages'));
    expect(await migrate(target)).toEqual([]);
  });
});
