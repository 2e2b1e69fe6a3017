// Where a data folder lay before, and what of it has to begin anew at another place.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireDataLock } from '../../../cli/stack/data-lock.ts';
import { enterFolder, readPlace } from '../../../cli/stack/data-place.ts';
import { identifySelf } from '../../../cli/stack/process/process-identity.ts';

let parent: string;
let folder: string;
let said: string[];
const say = (line: string): void => void said.push(line);
const elsewhere = (): string => join(parent, 'elsewhere');

beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'webloom-place-')));
  folder = join(parent, 'data');
  said = [];
  makeBroker(folder);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** A queue as RabbitMQ 3.10 notes it. */
function makeBroker(at: string): void {
  const queue = join(at, 'rabbitmq/mnesia/wl15673@localhost/quorum/wl15673@localhost/2F_WEB');
  mkdirSync(queue, { recursive: true });
  const noted = join(at, 'rabbitmq/mnesia/wl15673@localhost/quorum/wl15673@localhost');
  writeFileSync(
    join(queue, 'config'),
    `#{system_config =>\n  #{data_dir =>\n   "${noted}",\n name => quorum_queues}}.`,
  );
}

test('a folder at its place is left as it is, also when it is reached by a link', async () => {
  await enterFolder(folder, say);
  symlinkSync(folder, elsewhere());
  await enterFolder(elsewhere(), say);
  expect(readPlace(elsewhere()).state).toBe('same');
  expect([said, existsSync(join(folder, 'rabbitmq'))]).toEqual([[], true]);
});

test.each([
  ['that noted its place', true],
  ['of an earlier version, by what the broker notes', false],
])('in a moved folder %s the broker begins anew, once, and one sentence says so', async (_what, noted) => {
  if (noted) await enterFolder(folder, say);
  renameSync(folder, elsewhere());
  await enterFolder(elsewhere(), say);
  expect(said).toEqual([
    `the data folder was moved here from ${folder}: RabbitMQ begins anew, and what its queues held is asked for again`,
  ]);
  expect(existsSync(join(elsewhere(), 'rabbitmq'))).toBe(false);
  makeBroker(elsewhere());
  await enterFolder(elsewhere(), say);
  expect(said).toHaveLength(1);
});

test('a copy begins anew though the original is there, and ends none of its processes', async () => {
  await enterFolder(folder, say);
  mkdirSync(join(folder, 'pids'));
  // A copy that would end what its records name would end this process.
  writeFileSync(join(folder, 'pids', 'rabbitmq'), JSON.stringify(identifySelf()));
  cpSync(folder, elsewhere(), { recursive: true });
  await enterFolder(elsewhere(), say);
  expect(said).toEqual([
    `the data folder is a copy of ${folder}: RabbitMQ begins anew, and what its queues held is asked for again`,
  ]);
  expect(readdirSync(join(elsewhere(), 'pids'))).toEqual([]);
  expect(existsSync(join(folder, 'rabbitmq'))).toBe(true);
});

test('a copy that was taken while a stack worked is refused as such', async () => {
  await enterFolder(folder, say);
  const lock = acquireDataLock(join(folder, 'stack.lock'));
  cpSync(folder, elsewhere(), { recursive: true });
  expect(() => acquireDataLock(join(elsewhere(), 'stack.lock'))).toThrow(
    `is a copy of ${folder}, taken while`,
  );
  expect(() => acquireDataLock(join(folder, 'stack.lock'))).toThrow('uses this data folder');
  lock.release();
});
