// Follows a run to its end. Live events wake it, and it also reads the run at intervals, so that a lost event
// causes only a short delay. A terminal shows progress on one line that is redrawn; other output gets a line
// for everything new.
import type { ApiClient, RunView, WhyIdleView } from '../api/client/client.ts';
import type { CliContext } from './context.ts';
import { plain } from './print-table.ts';
import { type RunNow, describeNow, linesSince } from './run/run-progress.ts';
import { RUN_ENDINGS } from '../domain/run/lifecycle.ts';

const LOOK_MS = 500;
const PRINT_EVERY_MS = 3_000;
const ENDED: ReadonlySet<string> = new Set(RUN_ENDINGS);

export interface FollowOptions {
  readonly label: string;
  readonly signal: AbortSignal;
  /** True: nothing is shown. */
  readonly quiet?: boolean;
}

export type FollowContext = Pick<CliContext, 'api' | 'err' | 'isTerminal' | 'errColumns'>;

/** The run at its end, or as it was when `signal` was aborted. */
export async function followRun(
  context: FollowContext,
  runId: string,
  options: FollowOptions,
): Promise<RunView> {
  const line = createProgressLine(context, options);
  const waker = createWaker(context.api, runId, options.signal);
  const watch = createWatch(context.api);
  try {
    for (;;) {
      const run = await context.api.run(runId);
      line.draw(await watch.look(run));
      if (ENDED.has(run.state) || options.signal.aborted) return run;
      await waker.wait(LOOK_MS);
    }
  } finally {
    line.end();
    waker.stop();
  }
}

/** After this long without anything new, the user is told what the run waits for. */
const STALLED_MS = 2_000;
/** The reasons are read at most this often, because the pace of hosts seldom changes. */
const REASONS_EVERY_MS = 5_000;

function createWatch(api: ApiClient): { look(run: RunView): Promise<RunNow> } {
  let last = '';
  let movedAt = performance.now();
  let askedAt = movedAt - REASONS_EVERY_MS + STALLED_MS;
  let reasons: WhyIdleView['reasons'] = [];
  return {
    async look(run) {
      const at = performance.now();
      const seen = JSON.stringify([run.ledger, run.live?.fetched, run.state]);
      if (seen !== last) movedAt = at;
      last = seen;
      const isStalled = at - movedAt >= STALLED_MS && !ENDED.has(run.state);
      if (!ENDED.has(run.state) && at - askedAt >= (isStalled ? STALLED_MS : REASONS_EVERY_MS)) {
        askedAt = at;
        ({ reasons } = await api.whyIdle(run.runId));
      }
      return { run, reasons, isStalled, now: Date.now() };
    },
  };
}

interface ProgressLine {
  draw(now: RunNow): void;
  end(): void;
}

function createProgressLine(context: FollowContext, { label, quiet = false }: FollowOptions): ProgressLine {
  if (quiet) return { draw: () => undefined, end: () => undefined };
  return context.isTerminal ? createDrawnLine(context, label) : createNewsLines(context, label);
}

function createDrawnLine({ err, errColumns }: FollowContext, label: string): ProgressLine {
  let drawn = '';
  return {
    draw(now) {
      const text = `${label}${describeNow(now)}`;
      // A line that wraps can not be redrawn.
      if (text !== drawn) err(`\r\u001b[2K${plain(text, errColumns() - 1)}`);
      drawn = text;
    },
    end: () => err('\n'),
  };
}

function createNewsLines({ err }: FollowContext, label: string): ProgressLine {
  let told: RunNow | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    draw(now) {
      const isSoon = performance.now() - toldAt < PRINT_EVERY_MS;
      if (isSoon && told?.run.state === now.run.state) return;
      const lines = linesSince(told, now);
      told = now;
      if (lines.length === 0) return;
      toldAt = performance.now();
      for (const line of lines) err(`${label}${plain(line, 1_000)}\n`);
    },
    end: () => undefined,
  };
}

interface Waker {
  /** Resolves when something happened to the run, or after `ms`. */
  wait(ms: number): Promise<void>;
  stop(): void;
}

function createWaker(api: ApiClient, runId: string, outer: AbortSignal): Waker {
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  let wake: () => void = () => undefined;
  signal.addEventListener('abort', () => wake(), { once: true });
  const listen = async (): Promise<void> => {
    for await (const event of api.events(`run:${runId}`, signal)) if (event.type !== 'run.progress') wake();
  };
  // Without the stream the timer alone wakes the follower.
  listen().catch(() => undefined);
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (signal.aborted) wake();
      }),
    stop: () => ended.abort(),
  };
}
