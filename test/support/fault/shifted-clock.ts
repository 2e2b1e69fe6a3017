// A wall clock that a test can set, for processes that are started with its environment.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually.ts';

export interface ShiftedClock {
  readonly env: Readonly<Record<string, string>>;
  /** Off by that many milliseconds from now on; returns when every process has it. */
  set(shiftMs: number, pids: readonly number[]): Promise<void>;
  close(): void;
}

export function createShiftedClock(): ShiftedClock {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-clock-'));
  const file = join(folder, 'shift');
  writeFileSync(file, '0');
  const preload = new URL('clock-shift.mjs', import.meta.url).href;
  return {
    env: { NODE_OPTIONS: `--import=${preload}`, CLOCK_SHIFT_FILE: file },
    async set(shiftMs, pids) {
      writeFileSync(file, String(shiftMs));
      for (const pid of pids) await eventually(() => textOf(`${file}.${pid}`) === String(shiftMs));
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
