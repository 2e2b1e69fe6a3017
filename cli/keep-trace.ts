// Keeps the trace of an unexpected error in a file: in the logs of the data folder where there is one, else among the temporary
// files of this user.
import { appendFileSync, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A command that fails every minute fills no disk. */
const LARGEST = 1_000_000;

/** Where it is; null where no file could be written. */
export function keepTrace(dataDir: string, error: unknown, now: Date): string | null {
  const logs = join(dataDir, 'logs');
  const file = existsSync(logs)
    ? join(logs, 'command.log')
    : join(tmpdir(), `webloom-command-${process.getuid?.() ?? 0}.log`);
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < LARGEST)
      appendFileSync(file, `${now.toISOString()} ${traceOf(error)}\n`, { mode: 0o600 });
    return file;
  } catch {
    return null;
  }
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${traceOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
