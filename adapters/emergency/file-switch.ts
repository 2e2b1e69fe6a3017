// The local emergency switch as a file. It is read anew only when it was written, so a look costs one `stat`.
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../file/whole-file.ts';
import { type LocalSwitch, SWITCH_FILE, type SwitchNote } from '../../domain/job/hold/local-switch.ts';

const MAX_FILE_LENGTH = 4_096;

export function createFileSwitch(dataDir: string): LocalSwitch {
  const file = join(dataDir, SWITCH_FILE);
  let known: { readonly mtimeMs: number; readonly note: SwitchNote } | null = null;
  return {
    file,
    read() {
      const found = statSync(file, { throwIfNoEntry: false });
      if (found === undefined) return (known = null);
      if (known?.mtimeMs !== found.mtimeMs) known = { mtimeMs: found.mtimeMs, note: readNote(file, found) };
      return known.note;
    },
    set({ since, by, reason }) {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      replaceFile(file, `${JSON.stringify({ since: since.toISOString(), by, reason })}\n`);
    },
    clear() {
      const isSet = statSync(file, { throwIfNoEntry: false }) !== undefined;
      rmSync(file, { force: true });
      return isSet;
    },
  };
}

/** Whatever the file says, it is there because somebody wants everything to stop. */
function readNote(file: string, { mtime, size }: { mtime: Date; size: number }): SwitchNote {
  const unreadable = { since: mtime, by: 'somebody at this machine', reason: `The file ${file} is there.` };
  if (size > MAX_FILE_LENGTH) return unreadable;
  try {
    return parseNote(readFileSync(file, 'utf8')) ?? unreadable;
  } catch (error) {
    if (error instanceof Error) return unreadable;
    throw error;
  }
}

/** By hand, because a command reads it too, which loads no library for that. Null: it is no note. */
function parseNote(text: string): SwitchNote | null {
  const value = JSON.parse(text) as { readonly [Member in keyof SwitchNote]?: unknown } | null;
  const { since, by, reason } = value ?? {};
  if (typeof since !== 'string' || typeof by !== 'string' || typeof reason !== 'string') return null;
  const at = new Date(since);
  return Number.isNaN(at.getTime()) ? null : { since: at, by, reason };
}
