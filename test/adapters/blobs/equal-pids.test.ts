// Processes with the same number, as in containers that share a volume, write into one blob folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { draftOf } from '../../../adapters/file/whole-file.ts';
import { builtFile } from '../../support/webloom-processes.ts';

const OWN_PIDS = ['--pid', '--fork', '--mount-proc'];
/** Needs the right to make namespaces. */
const NAMESPACES = spawnSync('unshare', [...OWN_PIDS, 'true']).status === 0;
const WRITER = builtFile('test/support/namespace/blob-writer.js');
const BLOBS = 2_000;

const folder = mkdtempSync(join(tmpdir(), 'webloom-equal-pids-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Writer {
  readonly child: ChildProcess;
  next(): Promise<string>;
}

function startWriter(name: string): Writer {
  const program = [process.execPath, WRITER, folder, name, String(BLOBS)];
  const child = spawn('unshare', [...OWN_PIDS, ...program], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, next: async () => String((await lines.next()).value) };
}

describe.skipIf(!NAMESPACES)('two processes with the number 1', () => {
  it('read back what they wrote, each its own', async () => {
    const writers = [startWriter('a'), startWriter('bb')];
    for (const writer of writers) expect(await writer.next()).toBe('ready');
    for (const { child } of writers) child.stdin?.write('go\n');
    const said = await Promise.all(writers.map((writer) => writer.next()));
    const wanted = { pid: 1, failed: 0, foreign: 0 };
    expect(said.map((line) => JSON.parse(line))).toEqual([wanted, wanted]);
    for (const { child } of writers) if (child.exitCode === null) await once(child, 'exit');
  }, 120_000);
});

it('the name of a draft tells neither process nor time', async () => {
  const shared = mkdtempSync(join(folder, 'shared-'));
  const stores = [
    await createFileBlobStore({ folder: shared }),
    await createFileBlobStore({ folder: shared }),
  ];
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  try {
    const keys = Array.from({ length: 40 }, (_, index) => `runs/run_1/1/parse.${index}`);
    const bodyOf = (key: string): Buffer => Buffer.alloc(80_000, key);
    await Promise.all(keys.map(async (key, at) => stores[at % 2]?.put(key, bodyOf(key))));
    for (const key of keys)
      expect(bodyOf(key).equals((await stores[0]?.get(key)) ?? Buffer.alloc(0))).toBe(true);
  } finally {
    vi.useRealTimers();
  }
  expect(readdirSync(join(shared, 'tmp'))).toEqual([]);
  expect(new Set(Array.from({ length: 100 }, () => draftOf('blob'))).size).toBe(100);
});
