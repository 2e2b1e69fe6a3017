// Folders into which nothing is restored, and those into which a restore may go.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireRestoreTarget } from '../../../adapters/backup/target-folder.ts';

let root: string;
let dataDir: string;
let elsewhere: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'webloom-target-'));
  [dataDir, elsewhere] = [join(root, 'data'), join(root, 'elsewhere')];
  mkdirSync(elsewhere);
});
afterEach(() => rmSync(root, { recursive: true }));

const look = (blobDir = join(dataDir, 'blobs')) => requireRestoreTarget({ dataDir, blobDir });
const folder = (...names: string[]): void => void mkdirSync(join(dataDir, ...names), { recursive: true });
const file = (...names: string[]): void => writeFileSync(join(dataDir, ...names), 'mine');

const REFUSED: readonly [what: string, make: () => void, words: string][] = [
  ['files of somebody else', () => (folder('.'), file('notes.txt')), 'holds other files (notes.txt)'],
  ['folders of somebody else', () => folder('photos'), 'holds other files (photos)'],
  [
    'a key of secrets that is a link',
    () => (folder('.'), symlinkSync(join(elsewhere, 'key'), join(dataDir, 'secret.key'))),
    'secret.key is a symbolic link',
  ],
  [
    'a blob folder that is a link',
    () => (folder('.'), symlinkSync(elsewhere, join(dataDir, 'blobs'))),
    'blobs is a symbolic link',
  ],
  [
    'a folder of blobs that is a link',
    () => (folder('blobs'), symlinkSync(elsewhere, join(dataDir, 'blobs', 'archives'))),
    'archives is a symbolic link',
  ],
  [
    'a blob that is a link',
    () => (
      folder('blobs', 'blobs', 'a'),
      symlinkSync(join(elsewhere, 'x'), join(dataDir, 'blobs', 'blobs', 'a', 'abc'))
    ),
    'abc is a symbolic link',
  ],
  [
    'other files beside the blobs',
    () => (folder('blobs'), file('blobs', 'letter.doc')),
    'holds other files (letter.doc)',
  ],
  [
    'a link in the folder of a stack',
    () => (folder('logs'), folder('pids'), symlinkSync(elsewhere, join(dataDir, 'store'))),
    'store is a symbolic link',
  ],
];

describe('nothing is restored into', () => {
  it.each(REFUSED)('a target with %s', async (_what, make, words) => {
    make();
    await expect(look()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(words) });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('a blob folder of its own place that holds other files', async () => {
    writeFileSync(join(elsewhere, 'letter.doc'), 'mine');
    await expect(look(elsewhere)).rejects.toThrow('holds other files (letter.doc)');
  });
});

const ALLOWED: readonly [what: string, make: () => void][] = [
  ['a folder that is not there', () => undefined],
  ['an empty folder', () => folder('.')],
  ['a folder into which its key was laid', () => (folder('.'), file('secret.key'))],
  [
    'what a restore that was cut off left',
    () => (
      folder('blobs', 'archives'),
      folder('logs'),
      folder('pids'),
      folder('store'),
      file('blobs', 'store-id'),
      file('path.json')
    ),
  ],
];

describe('a restore', () => {
  it.each(ALLOWED)('goes into %s', async (_what, make) => {
    make();
    await expect(look()).resolves.toBeUndefined();
  });
});
