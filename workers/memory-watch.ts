// Notices that a process stays above its memory bound; one large page exceeds it for a moment only. The
// process then drains and ends with an exit code of its own, and its supervisor starts a fresh one.
const MB = 1024 * 1024;
const LOOK_MS = 2_000;
/** Looks in a row that have to exceed the bound. */
const LOOKS = 5;
/** Least age, so that a bound below the size of a fresh process costs one start a minute. */
const MIN_AGE_MS = 60_000;

/** Exit code of a process that asks for a fresh one in its place (EX_TEMPFAIL); see cli/stack/process/supervisor.ts. */
const EXIT_REPLACE = 75;

export interface MemoryWatchOptions {
  readonly boundMb: number;
  readonly lookMs?: number;
  readonly minAgeMs?: number;
  readonly readRssMb?: () => number;
}

export interface MemoryWatch {
  /** Resolves with the message to log when the bound was exceeded. */
  readonly exceeded: Promise<string>;
  /** For the heartbeat: `draining` is 1 after the bound was exceeded. */
  load(): Readonly<Record<string, number>>;
  close(): void;
}

export function watchMemory(options: MemoryWatchOptions): MemoryWatch {
  const { boundMb, lookMs = LOOK_MS, minAgeMs = MIN_AGE_MS, readRssMb = rssMb } = options;
  const startedAt = performance.now();
  let over = 0;
  let draining = false;
  let exceed: (reason: string) => void = () => undefined;
  const exceeded = new Promise<string>((resolve) => (exceed = resolve));
  const timer = setInterval(() => {
    const now = readRssMb();
    over = now > boundMb ? over + 1 : 0;
    if (draining || over < LOOKS || performance.now() - startedAt < minAgeMs) return;
    draining = true;
    process.exitCode = EXIT_REPLACE;
    exceed(`memory: ${now} MB of at most ${boundMb}`);
  }, lookMs);
  timer.unref();
  return {
    exceeded,
    load: () => ({ rssMb: readRssMb(), rssBoundMb: boundMb, ...(draining ? { draining: 1 } : {}) }),
    close: () => clearInterval(timer),
  };
}

function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / MB);
}
