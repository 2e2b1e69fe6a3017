// What went wrong in words, where a library or the system threw it: nobody at a terminal is shown a trace. The trace is kept
// in a file for whoever mends it.
import { CommanderError } from 'commander';
import { WebloomError, isWebloomError } from '../domain/system/errors.ts';
import { messageOf } from './stack/message-of.ts';

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly path?: unknown;
  readonly syscall?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly details?: unknown;
  readonly metadata?: unknown;
}

const OF_FILE: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not change it',
  EROFS: 'it lies on a file system that can not be written',
  ENOENT: 'it is not there',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EIO: 'the disk can not be read or written there',
  ENAMETOOLONG: 'its name is too long',
};
/** Code of the database. */
const OUT_OF_DISK_SPACE = 14031;
const OF_CONNECTION = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** The same error where it says already what to do. `traceFile`: where its trace is kept, if it is. */
export function toKnownFault(error: unknown, traceFile: () => string | null): unknown {
  if (isWebloomError(error) || error instanceof CommanderError) return error;
  const thrown = (error instanceof Error ? error : new Error(String(error))) as Thrown;
  return ofFile(thrown) ?? ofService(thrown) ?? unknown(thrown, traceFile());
}

function ofFile(thrown: Thrown): WebloomError | null {
  const code = String(thrown.code);
  const path = typeof thrown.path === 'string' ? thrown.path : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const remedy = 'Make room there, then run it again.';
    const where = path === null ? 'There is no room left on the disk' : `There is no room left for ${path}`;
    return new WebloomError('disk-full', `${where}. ${remedy}`, { cause: thrown, facts: { remedy } });
  }
  if (path === null || OF_FILE[code] === undefined) return null;
  return new WebloomError('validation', `${path}: ${OF_FILE[code]}.`, {
    cause: thrown,
    facts: { title: 'A file or folder can not be used', path },
  });
}

function ofService(thrown: Thrown): WebloomError | null {
  if (thrown.name.startsWith('Mongo') && thrown.code === OUT_OF_DISK_SPACE) return full(thrown);
  if (thrown.name.startsWith('Mongo')) return away('The store', thrown);
  const isTemporal = typeof thrown.code === 'number' && thrown.metadata !== undefined;
  if (isTemporal || thrown.name === 'ServiceError') return away('Temporal', thrown);
  if (!OF_CONNECTION.has(String(thrown.code))) return null;
  const { address, port } = thrown;
  const isNamed = typeof address === 'string' && typeof port === 'number';
  return away(isNamed ? `What should listen at ${[address, port].join(':')}` : 'A service', thrown);
}

/** Of its disk. */
function full(thrown: Thrown): WebloomError {
  const remedy =
    '“webloom doctor” tells what is full. Make room on the disk of the store, then run this again.';
  return new WebloomError('disk-full', `The store takes nothing more: ${messageOf(thrown)}. ${remedy}`, {
    cause: thrown,
    facts: { remedy },
  });
}

function away(who: string, thrown: Thrown): WebloomError {
  const remedy = 'See whether it runs (webloom status, webloom doctor), then run this again.';
  const said = typeof thrown.details === 'string' ? thrown.details : messageOf(thrown);
  return new WebloomError(
    'dependency-unavailable',
    `${who} does not answer, or no more: ${said}. ${remedy}`,
    {
      cause: thrown,
      facts: { remedy },
    },
  );
}

function unknown(thrown: Thrown, traceFile: string | null): WebloomError {
  const remedy =
    traceFile === null
      ? 'Run it again; if it fails again, report it with this line.'
      : `Run it again; if it fails again, report it with ${traceFile}`;
  const said = messageOf(thrown);
  return new WebloomError('internal', `${said}${/[.!?]$/.test(said) ? '' : '.'} ${remedy}`, {
    cause: thrown,
    facts: { remedy },
  });
}
