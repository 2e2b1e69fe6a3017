// What has to be in a data directory and is not: noticed, named and refused, without a change; with the loss accepted the
// store goes on with what lies before it. Directories of the version without numbers open and are upgraded.
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStore } from '../../embedded-store/main.ts';
import { KIND } from '../../embedded-store/value/operation-kind.ts';
import { operationsOf } from '../../embedded-store/storage/frame.ts';
import { createScene, type Scene } from './scene.ts';

const HEADER = 12;
/** The operation with number and predecessor at the head of each frame. */
const NUMBER = 19;
const EMPTY_BSON = Buffer.from([5, 0, 0, 0, 0]);
const LOG_1 = 'log-00000001.wes';
const LOG_2 = 'log-00000002.wes';
const SNAPSHOT_2 = 'snapshot-00000002.wes';

let scene: Scene;
let other: Scene;

beforeEach(async () => {
  scene = await createScene();
  other = await createScene();
});
afterEach(async () => {
  await scene.end();
  await other.end();
});

const at = (name: string): string => join(scene.dataDir, name);

/** One frame each. */
async function insert(
  from: Scene,
  first: number,
  last: number,
  more: 'compact' | 'fail' | null,
): Promise<void> {
  const opened = await from.openStore();
  for (let id = first; id <= last; id++) await opened.items.insertOne({ _id: id, text: `item ${id}` });
  if (more === 'compact') await opened.store.compact();
  if (more === 'fail') {
    // A snapshot that can not be written leaves its new log.
    const inTheWay = join(from.dataDir, `${SNAPSHOT_2}.tmp`);
    await mkdir(inTheWay);
    await expect(opened.store.compact()).rejects.toThrow('EISDIR');
    await rm(inTheWay, { recursive: true, force: true });
  }
  await opened.close();
}

async function framesOf(name: string): Promise<Buffer[]> {
  const bytes = await readFile(at(name));
  const frames: Buffer[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const end = offset + HEADER + bytes.readUInt32LE(offset + 4);
    frames.push(bytes.subarray(offset, end));
    offset = end;
  }
  return frames;
}

/** Rewrites a log as a list of its frames. */
async function rewrite(name: string, change: (frames: Buffer[]) => Buffer[]): Promise<void> {
  await writeFile(at(name), Buffer.concat(change(await framesOf(name))));
}

async function contentOf(): Promise<Record<string, string>> {
  const names = (await readdir(scene.dataDir)).filter((name) => name !== 'lock').toSorted();
  const files = await Promise.all(names.map((name) => readFile(at(name), 'base64')));
  return Object.fromEntries(names.map((name, index) => [name, files[index] ?? '']));
}

const without = (index: number) => (frames: Buffer[]) => frames.filter((_frame, i) => i !== index);
const twice = (index: number) => (frames: Buffer[]) =>
  frames.flatMap((frame, i) => (i === index ? [frame, frame] : [frame]));
const swapped = (index: number) => (frames: Buffer[]) => {
  const [a, b] = [frames[index], frames[index + 1]];
  return a === undefined || b === undefined ? frames : frames.with(index, b).with(index + 1, a);
};

/** Frame n holds document n. The last column: how many documents lie before what is missing. */
const LOGS: [string, () => Promise<unknown>, RegExp, number][] = [
  ['the first log is gone', () => rm(at(LOG_1)), /log-00000001\.wes is missing/, 0],
  ['the last log is gone', () => rm(at(LOG_2)), /log-00000002\.wes is missing/, 10],
  ['both logs are gone', () => Promise.all([rm(at(LOG_1)), rm(at(LOG_2))]), /are missing/, 0],
  ['the manifest is gone', () => rm(at('manifest.json')), /manifest\.json is missing/, 20],
  [
    'the manifest is no manifest',
    () => writeFile(at('manifest.json'), '{"format":1'),
    /manifest\.json can not be read/,
    20,
  ],
  [
    'a frame is cut from the middle',
    () => rewrite(LOG_1, without(4)),
    /damaged at byte \d+: frame 5 is missing/,
    4,
  ],
  ['several are', () => rewrite(LOG_1, (all) => all.toSpliced(4, 3)), /frames 5 to 7 are missing/, 4],
  ['the first frame of a log is cut', () => rewrite(LOG_2, without(0)), /byte 0: frame \d+ is missing/, 10],
  [
    'the last frame of a closed log is cut',
    () => rewrite(LOG_1, (all) => all.slice(0, -1)),
    /frame \d+ is missing/,
    9,
  ],
  [
    'the last frame of all is cut',
    () => rewrite(LOG_2, (all) => all.slice(0, -1)),
    /missing at the end of the log/,
    19,
  ],
  ['a frame is there twice', () => rewrite(LOG_1, twice(4)), /frame 5 is there twice/, 5],
  ['two frames are swapped', () => rewrite(LOG_1, swapped(4)), /frame 5 is missing/, 4],
  ['one log lies in place of the other', () => copyFile(at(LOG_1), at(LOG_2)), /frame 1 is there twice/, 10],
  ['the logs are swapped', () => swapLogs(), /missing/, 10],
  ['a log of another store lies there', () => fromOther(LOG_2), /does not continue what lies before it/, 10],
];

async function swapLogs(): Promise<void> {
  await rename(at(LOG_1), at('aside'));
  await rename(at(LOG_2), at(LOG_1));
  await rename(at('aside'), at(LOG_2));
}

/** A file of the same name and numbers, of another history. */
async function fromOther(name: string): Promise<void> {
  await insert(other, 101, 110, name === SNAPSHOT_2 ? 'compact' : 'fail');
  await insert(other, 111, 120, null);
  await copyFile(join(other.dataDir, name), at(name));
}

const SNAPSHOT: typeof LOGS = [
  [
    'the snapshot is gone',
    () => rm(at(SNAPSHOT_2)),
    /snapshot-00000002\.wes is missing.*10 documents in 1 collections/,
    0,
  ],
  ['the log behind the snapshot is gone', () => rm(at(LOG_2)), /log-00000002\.wes is missing/, 10],
  [
    'the snapshot and its log are gone',
    () => Promise.all([rm(at(SNAPSHOT_2)), rm(at(LOG_2))]),
    /is missing/,
    0,
  ],
];

/** What a start says; a change to the directory is said as well. */
async function refusal(): Promise<string> {
  const before = await contentOf();
  const said = await startStore({ port: 0, dataDir: scene.dataDir }).then(
    () => 'started',
    (error: unknown) => String(error),
  );
  return isDeepStrictEqual(await contentOf(), before) ? said : `${said} (the directory was changed)`;
}

/** What is there with the loss accepted, and that from then on nothing is missing any more. */
async function acceptLoss(): Promise<{ ids: unknown[]; isSaid: boolean; countsAfter: number[] }> {
  const opened = await scene.openStore({ acceptLoss: true });
  const ids = await opened.items.distinct('_id');
  await opened.items.insertOne({ _id: 1_000 });
  await opened.close();
  const again = await scene.openStore();
  const count = await again.items.countDocuments();
  await again.store.compact();
  await again.close();
  const compacted = await scene.openStore();
  const isSaid = opened.warnings.length > 0 && again.warnings.length === 0;
  return { ids, isSaid, countsAfter: [count, await compacted.items.countDocuments()] };
}

const lossOf = (kept: number) => ({
  ids: Array.from({ length: kept }, (_, i) => i + 1),
  isSaid: true,
  countsAfter: [kept + 1, kept + 1],
});
const REFUSED = /--accept-loss/;
const CHANGED = 'the directory was changed';

describe('a directory of two logs', () => {
  beforeEach(async () => {
    await insert(scene, 1, 10, 'fail');
    await insert(scene, 11, 20, null);
  });

  test('is whole as it is', async () => {
    const { items, warnings } = await scene.openStore();
    expect([await items.countDocuments(), warnings]).toEqual([20, []]);
    expect(await readdir(scene.dataDir)).toEqual(expect.arrayContaining([LOG_1, LOG_2, 'manifest.json']));
  });

  test.each(LOGS)('%s: refused, and what lies before it can be kept', async (_what, harm, message, kept) => {
    await harm();
    const said = await refusal();
    expect(said).toMatch(message);
    expect(said).toMatch(REFUSED);
    expect(said).not.toContain(CHANGED);
    expect(await acceptLoss()).toEqual(lossOf(kept));
  });
});

describe('a directory with a snapshot', () => {
  beforeEach(async () => {
    await insert(scene, 1, 10, 'compact');
    await insert(scene, 11, 20, null);
  });

  test.each(SNAPSHOT)(
    '%s: refused, and what lies before it can be kept',
    async (_what, harm, message, kept) => {
      await harm();
      const said = await refusal();
      expect(said).toMatch(message);
      expect(said).toMatch(REFUSED);
      expect(said).not.toContain(CHANGED);
      expect(await acceptLoss()).toEqual(lossOf(kept));
    },
  );

  test('the snapshot of another store is refused', async () => {
    await fromOther(SNAPSHOT_2);
    await expect(scene.openStore()).rejects.toThrow('not the one the manifest names');
  });
});

/** A frame as the version before numbers wrote it; the end of a snapshot said nothing then. */
function withoutNumber(frame: Buffer): Buffer {
  const rest = frame.subarray(HEADER + NUMBER);
  const last = [...operationsOf(rest)].at(-1);
  const isEnd = last?.kind === KIND.end;
  const payload = Buffer.from(isEnd ? rest.subarray(0, rest.length - last.body.length) : rest);
  if (isEnd) payload.writeUInt32LE(EMPTY_BSON.length, payload.length - 4);
  return framed(frame, isEnd ? Buffer.concat([payload, EMPTY_BSON]) : payload);
}

function framed(frame: Buffer, payload: Buffer): Buffer {
  const header = Buffer.from(frame.subarray(0, HEADER));
  header.writeUInt32LE(payload.length, 4);
  header.writeUInt32LE(crc32(payload), 8);
  return Buffer.concat([header, payload]);
}

async function makeOld(...names: string[]): Promise<void> {
  for (const name of names) await rewrite(name, (frames) => frames.map(withoutNumber));
  await rm(at('manifest.json'));
}

describe('a directory of the version before numbers', () => {
  test.each([
    ['of a log', null, [LOG_1]],
    ['of two logs', 'fail', [LOG_1, LOG_2]],
    ['with a snapshot', 'compact', [SNAPSHOT_2, LOG_2]],
  ] as const)('%s opens, is upgraded, and lacks nothing from then on', async (_what, more, names) => {
    await insert(scene, 1, 10, more);
    await insert(scene, 11, 15, null);
    await makeOld(...names);
    await insert(scene, 16, 20, null);
    const opened = await scene.openStore();
    expect([await opened.items.countDocuments(), opened.warnings]).toEqual([20, []]);
    await opened.close();
    await rewrite(names.at(-1) ?? LOG_1, (frames) => frames.toSpliced(-2, 1));
    const said = await refusal();
    expect(said).toMatch(/frame \d+ is missing/);
    expect(said).toMatch(REFUSED);
    expect(said).not.toContain(CHANGED);
  });

  test('that lacks its snapshot or its first log is refused', async () => {
    await insert(scene, 1, 10, 'compact');
    await insert(scene, 11, 15, null);
    await makeOld(LOG_2);
    await rm(at(SNAPSHOT_2));
    const said = await refusal();
    expect(said).toMatch(/snapshot-00000002\.wes is missing/);
    expect(said).toMatch(REFUSED);
    expect(said).not.toContain(CHANGED);
  });
});
