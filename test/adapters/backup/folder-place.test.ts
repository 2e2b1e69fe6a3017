// The place of a backup in a folder.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe } from 'vitest';
import { type TestPlace, backupPlaceContract } from '../../contracts/backup-place.ts';
import { folderPlace } from './scene.ts';

const root = mkdtempSync(join(tmpdir(), 'webloom-place-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;

async function makeFolder(): Promise<TestPlace> {
  const folder = join(root, String((made += 1)));
  // Of the blob store: it is no part of a backup.
  const isOwn = (path: string): boolean =>
    !path.startsWith('blobs/store-id') && !path.startsWith('blobs/tmp');
  return {
    find: async () => folderPlace(folder),
    async change(path, to) {
      const changed = to(readFileSync(join(folder, path)));
      if (changed === null) rmSync(join(folder, path));
      else writeFileSync(join(folder, path), changed);
    },
    async put(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    paths: async () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .filter(isOwn)
        .toSorted(),
  };
}

describe('a backup in a folder', () => {
  backupPlaceContract(makeFolder);
});
