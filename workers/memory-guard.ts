// Notices that a process stays above its memory bound; one large page exceeds it for a moment only. The
// process then drains and ends with an exit code of its own, and its supervisor starts a fresh one.
import {
  isBoundTooLow,
  leastAgeMs,
  leastBoundMb,
  replacedAboveMb,
} from '../domain/system/agent/memory-bound.ts';
import type { Log } from '../domain/system/clock.ts';

const MB = 1024 * 1024;
const LOOK_MS = 2_000;
/** Looks in a row that have to exceed the bound. */
const LOOKS = 5;

/** Exit code of a process that asks for a fresh one in its place (EX_TEMPFAIL); see cli/stack/process/supervisor.ts. */
const EXIT_REPLACE = 75;

export interface MemorySettings {
  readonly memoryMb: number;
  /** Least age before it may be replaced, ms. */
  readonly memoryAgeMs: number;
  /** How many processes in this place were replaced in a row before it. */
  readonly replacedInRow: number;
}

export interface MemoryGuardOptions {
  readonly log: Pick<Log, 'warn'>;
  readonly lookMs?: number;
  readonly readRssMb?: () => number;
}

export interface MemoryGuard {
  /** Resolves with the message to log when the bound was exceeded. */
  readonly exceeded: Promise<string>;
  /** For the heartbeat: `draining` is 1 after the bound was exceeded. */
  load(): Readonly<Record<string, number>>;
  close(): void;
}

/** To be called when the process is ready and has nothing in hand: what it holds then, a fresh one would hold too. */
export function guardMemory(
  { memoryMb: boundMb, memoryAgeMs, replacedInRow }: MemorySettings,
  { log, lookMs = LOOK_MS, readRssMb = rssMb }: MemoryGuardOptions,
): MemoryGuard {
  const freshMb = readRssMb();
  const aboveMb = replacedAboveMb({ boundMb, freshMb });
  const minAgeMs = leastAgeMs(memoryAgeMs, replacedInRow);
  if (isBoundTooLow({ boundMb, freshMb }))
    log.warn(
      { boundMb, freshMb, aboveMb },
      `WEBLOOM_MEMORY_MB is ${boundMb}, but this process holds ${freshMb} MB with nothing to do: it is replaced above ${aboveMb} MB. Give at least ${leastBoundMb(freshMb)}`,
    );
  let over = 0;
  let draining = false;
  let exceed: (reason: string) => void = () => undefined;
  const exceeded = new Promise<string>((resolve) => (exceed = resolve));
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const now = readRssMb();
    over = now > aboveMb ? over + 1 : 0;
    if (draining || over < LOOKS || performance.now() - startedAt < minAgeMs) return;
    draining = true;
    process.exitCode = EXIT_REPLACE;
    exceed(`memory: ${now} MB of at most ${aboveMb}`);
  }, lookMs);
  timer.unref();
  return {
    exceeded,
    load: () => ({
      rssMb: readRssMb(),
      rssBoundMb: boundMb,
      rssFreshMb: freshMb,
      replacedInRow,
      replaceAfterMs: minAgeMs,
      ...(draining ? { draining: 1 } : {}),
    }),
    close: () => clearInterval(timer),
  };
}

function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / MB);
}
