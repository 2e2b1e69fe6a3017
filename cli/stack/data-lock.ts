// One stack per data folder: a lock file that names its holder, taken over when the holder is dead.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { WebloomError } from '../../domain/errors.ts';
import { identifySelf, isAlive, parseIdentity } from './process-identity.ts';

export interface DataLock {
  release(): void;
}

/** Throws `conflict` with the holder's pid when a living process holds it. */
export function acquireDataLock(file: string): DataLock {
  const self = identifySelf();
  const draft = `${file}.${self.pid}`;
  writeFileSync(draft, `${JSON.stringify(self)}\n`);
  try {
    // link() fails when the name exists and never shows a half-written file.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (tryLink(draft, file)) return { release: () => rmSync(file, { force: true }) };
      refuseIfHeld(file);
      rmSync(file, { force: true });
    }
    throw new WebloomError(
      'conflict',
      `Could not take the lock ${file}; another stack is starting. Try again.`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function refuseIfHeld(file: string): void {
  const holder = readHolder(file);
  if (holder === undefined || !isAlive(holder)) return;
  throw new WebloomError(
    'conflict',
    `Another stack (process ${holder.pid}) uses this data folder. Stop it first, or choose another folder.`,
    { facts: { lock: file, pid: holder.pid } },
  );
}

function readHolder(file: string): ReturnType<typeof parseIdentity> {
  try {
    return parseIdentity(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
