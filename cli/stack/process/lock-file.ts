// A file that one living process holds: its content is the holder's identity; a dead holder loses it.
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { NEW_FILE, draftOf } from '../../../adapters/file/whole-file.ts';
import { identifySelf, isAlive, parseIdentity, type ProcessIdentity } from './process-identity.ts';

export type LockAttempt =
  | { readonly held: true; readonly release: () => void }
  | { readonly held: false; readonly holderPid: number | undefined };

const MAX_TAKEOVERS = 3;

export function lockFile(file: string): LockAttempt {
  const self = identifySelf();
  const draft = draftOf(file);
  writeFileSync(draft, `${JSON.stringify(self)}\n`, { flag: NEW_FILE });
  try {
    for (let attempt = 0; attempt < MAX_TAKEOVERS; attempt += 1) {
      if (tryLink(draft, file)) return { held: true, release: () => rmSync(file, { force: true }) };
      const holderPid = holderOf(file) ?? clearDead(draft, file);
      if (holderPid !== undefined) return { held: false, holderPid };
    }
    return { held: false, holderPid: undefined };
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes the file of a dead holder, under a claim that one process has at a time: without the claim the
 * slower of two would remove the file that the faster one has just made. Returns the pid of another process
 * that has the claim.
 */
function clearDead(draft: string, file: string): number | undefined {
  const claim = `${file}.takeover`;
  if (!tryLink(draft, claim)) {
    const claimant = holderOf(claim);
    if (claimant === undefined) rmSync(claim, { force: true });
    return claimant;
  }
  try {
    // While the dead holder's file exists, only the process with the claim can replace it.
    if (existsSync(file) && holderOf(file) === undefined) rmSync(file, { force: true });
    return undefined;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** link() fails if the name exists, and never shows an incomplete file. */
function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Pid of the living process that holds the file; undefined if none does. */
export function holderOf(file: string): number | undefined {
  const holder = readHolder(file);
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined;
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    return parseIdentity(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
