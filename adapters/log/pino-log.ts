// The log of a process: one JSON object per line on standard error. Facts never contain secrets or page
// content. Of an error (given as `err`) only the fields of `loggedError` are written. User names and
// passwords in URLs are masked everywhere.
import { type DestinationStream, pino } from 'pino';
import type { Log } from '../../domain/system/clock.ts';
import { maskLogins } from '../../domain/system/secret/mask.ts';
import { loggedError } from './logged-error.ts';

type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

const STANDARD_ERROR = 2;

export function createLog(
  process: string,
  level: LogLevel = 'info',
  destination: DestinationStream = pino.destination({ fd: STANDARD_ERROR, sync: true }),
): Log {
  const log = pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (thrown: unknown) => loggedError(thrown) },
      hooks: { streamWrite: maskLogins },
    },
    destination,
  );
  return {
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error: (facts, message) => log.error(facts, message),
  };
}
