// A lock file has one holder, whoever comes between the steps of taking it.
import { spawnSync } from 'node:child_process';
import fs, { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LockAttempt, lockFile } from '../../../../cli/stack/process/lock-file.ts';
import { identifySelf } from '../../../../cli/stack/process/process-identity.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-lock-'));
  file = join(folder, 'stack.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const STEPS = ['linkSync', 'readFileSync', 'rmSync', 'existsSync'] as const;

/** Runs `between` before the given step of `work` that touches a lock or its claim; says whether there was such a step. */
function interrupt(step: number, between: () => void, work: () => void): boolean {
  const original = Object.fromEntries(STEPS.map((name) => [name, fs[name]]));
  let steps = 0;
  let isInside = false;
  const count = (given: readonly unknown[]): void => {
    if (isInside || !given.some((one) => String(one).startsWith(file))) return;
    if (steps++ !== step) return;
    isInside = true;
    between();
    isInside = false;
  };
  for (const name of STEPS) {
    const call = original[name] as unknown as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        count(given);
        return call(...given);
      },
    });
  }
  syncBuiltinESMExports();
  try {
    work();
  } finally {
    Object.assign(fs, original);
    syncBuiltinESMExports();
  }
  return steps > step;
}

test('of two that find the file of a dead holder one gets it, wherever the second comes in between', () => {
  const dead = spawnSync('true').pid;
  let places = 0;
  for (let step = 0, hit = true; hit; step += 1) {
    writeFileSync(file, JSON.stringify({ ...identifySelf(), pid: dead }));
    const attempts: LockAttempt[] = [];
    hit = interrupt(
      step,
      () => attempts.push(lockFile(file)),
      () => attempts.push(lockFile(file)),
    );
    const held = attempts.filter((attempt) => attempt.held);
    expect([step, held.length]).toEqual([step, 1]);
    for (const lock of held) lock.release();
    expect(readdirSync(folder)).toEqual([]);
    places += hit ? 1 : 0;
  }
  expect(places).toBeGreaterThan(5);
});

test('a claim that a dead process left is no obstacle', () => {
  const dead = JSON.stringify({ ...identifySelf(), pid: spawnSync('true').pid });
  writeFileSync(file, dead);
  writeFileSync(`${file}.takeover`, dead);
  expect(lockFile(file).held).toBe(true);
});
