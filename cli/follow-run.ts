// Follows a run to its end: live events wake it, and it looks by itself now and then, so that a lost event costs no more
// than a moment. Progress is redrawn on one line of a terminal and printed now and then elsewhere.
import type { ApiClient } from '../api/client.ts';
import type { RunView } from '../api/client.ts';
import type { CliContext } from './context.ts';
import { formatDuration, plain } from './print-table.ts';

const LOOK_MS = 500;
const PRINT_EVERY_MS = 3_000;
const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'stopped']);

export interface FollowOptions {
  readonly label: string;
  readonly signal: AbortSignal;
  /** Quiet: nothing is drawn. */
  readonly quiet?: boolean;
}

export type FollowContext = Pick<CliContext, 'api' | 'err' | 'isTerminal' | 'columns'>;

/** The run as it ended, or as it was when the signal came. */
export async function followRun(
  context: FollowContext,
  runId: string,
  options: FollowOptions,
): Promise<RunView> {
  const line = createProgressLine(context, options.quiet === true);
  const waker = createWaker(context.api, runId, options.signal);
  const stall = createStallWatch(context.api);
  try {
    for (;;) {
      const run = await context.api.run(runId);
      line.draw(`${options.label}${describeProgress(run)}${await stall.describe(run)}`);
      if (ENDED.has(run.state) || options.signal.aborted) return run;
      await waker.wait(LOOK_MS);
    }
  } finally {
    line.end();
    waker.stop();
  }
}

function describeProgress({ state, ledger, metrics, durationMs }: RunView): string {
  const done = ledger.stored + ledger.unchanged + ledger.failed + ledger.skipped;
  const parts = [
    `${state}: ${done} of ${ledger.discovered} pages`,
    `${metrics.pagesPerSecond.toFixed(1)}/s`,
    `${metrics.changes} changes`,
    `${metrics.pricePoints} prices`,
  ];
  if (ledger.failed > 0) parts.push(`${ledger.failed} failed`);
  return `${parts.join(', ')} (${formatDuration(durationMs)})`;
}

/** Nothing new for this long: people want to know what is waited for. */
const STALLED_MS = 2_000;

interface StallWatch {
  /** ` – waiting: …` when nothing has moved for a while. */
  describe(run: RunView): Promise<string>;
}

function createStallWatch(api: ApiClient): StallWatch {
  let last = '';
  let movedAt = performance.now();
  return {
    async describe(run) {
      const now = performance.now();
      const seen = JSON.stringify([run.ledger, run.state]);
      if (seen !== last) movedAt = now;
      last = seen;
      if (now - movedAt < STALLED_MS || ENDED.has(run.state)) return '';
      const [reason] = (await api.whyIdle(run.runId)).reasons;
      return reason === undefined ? '' : ` – ${reason.detail}`;
    },
  };
}

interface ProgressLine {
  draw(text: string): void;
  end(): void;
}

function createProgressLine(
  { err, isTerminal, columns }: Pick<CliContext, 'err' | 'isTerminal' | 'columns'>,
  quiet: boolean,
): ProgressLine {
  let drawn = '';
  let printedAt = Number.NEGATIVE_INFINITY;
  if (quiet) return { draw: () => undefined, end: () => undefined };
  if (isTerminal)
    return {
      draw(text) {
        // A line that wraps can not be redrawn.
        if (text !== drawn) err(`\r\u001b[2K${plain(text, columns() - 1)}`);
        drawn = text;
      },
      end: () => err('\n'),
    };
  return {
    draw(text) {
      if (text === drawn || performance.now() - printedAt < PRINT_EVERY_MS) return;
      err(`${text}\n`);
      drawn = text;
      printedAt = performance.now();
    },
    end: () => undefined,
  };
}

interface Waker {
  /** Until something happened to the run, but no longer than this. */
  wait(ms: number): Promise<void>;
  stop(): void;
}

function createWaker(api: ApiClient, runId: string, outer: AbortSignal): Waker {
  const ended = new AbortController();
  const signal = AbortSignal.any([outer, ended.signal]);
  let wake: () => void = () => undefined;
  const listen = async (): Promise<void> => {
    for await (const event of api.events(`run:${runId}`, signal)) if (event.type !== 'run.progress') wake();
  };
  // Without the stream the timer alone carries on.
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
        else signal.addEventListener('abort', () => wake(), { once: true });
      }),
    stop: () => ended.abort(),
  };
}
