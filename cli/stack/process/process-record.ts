// Pids of a stack's children on disk, so that a start after a crash can end a dead stack's processes.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, signalGroup } from './process-group.ts';
import { identifyProcess, isAlive, parseIdentity } from './process-identity.ts';

const LEFTOVER_GRACE_MS = 5_000;

export function recordProcess(pidDir: string, name: string, pid: number): void {
  const identity = identifyProcess(pid);
  if (identity === undefined) return;
  mkdirSync(pidDir, { recursive: true });
  writeFileSync(join(pidDir, name), `${JSON.stringify(identity)}\n`);
}

export function forgetProcess(pidDir: string, name: string): void {
  rmSync(join(pidDir, name), { force: true });
}

/** Ends every recorded process that is still the same process; returns the names of the ended ones. */
export async function endLeftovers(pidDir: string): Promise<string[]> {
  const names = listRecords(pidDir);
  const ended = await Promise.all(
    names.map(async (name) => {
      const wasRunning = await endRecorded(join(pidDir, name));
      forgetProcess(pidDir, name);
      return wasRunning ? [name] : [];
    }),
  );
  return ended.flat();
}

/** Of a copied folder the records are those of another stack's processes. */
export function forgetProcesses(pidDir: string): void {
  for (const name of listRecords(pidDir)) forgetProcess(pidDir, name);
}

function listRecords(pidDir: string): string[] {
  try {
    return readdirSync(pidDir);
  } catch {
    return [];
  }
}

async function endRecorded(file: string): Promise<boolean> {
  const identity = parseIdentity(readFileSync(file, 'utf8'));
  if (identity === undefined) return false;
  // A leader with another start time means that its number was reused, so the old group is gone.
  const reused = identifyProcess(identity.pid) !== undefined && !isAlive(identity);
  if (reused || !signalGroup(identity.pid, 0)) return false;
  await endGroup(identity.pid, LEFTOVER_GRACE_MS);
  return true;
}
