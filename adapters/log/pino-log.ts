// The log of a process: one JSON object per line on standard error. Facts never hold secrets or page content.
import { pino } from 'pino';
import type { Log } from '../../domain/clock.ts';

type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

const STANDARD_ERROR = 2;

export function createLog(process: string, level: LogLevel = 'info'): Log {
  const log = pino(
    { level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: STANDARD_ERROR, sync: true }),
  );
  return {
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error: (facts, message) => log.error(facts, message),
  };
}
