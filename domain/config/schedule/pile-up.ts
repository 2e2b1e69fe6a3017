// Where runs of a host wait for each other: it may be asked so often and no more, so what is due together takes its time.

/** A run that is due, and how long its requests to the host take at the host's pace. */
export interface DueWork {
  /** Epoch ms. */
  readonly at: number;
  readonly jobId: string;
  readonly workMs: number;
}

export interface PileUp {
  /** `overrun`: a single job that is due again before it is done. */
  readonly kind: 'pile-up' | 'overrun';
  /** Epoch ms of the first of the runs, and of the end of the last one. */
  readonly from: number;
  readonly until: number;
  readonly jobs: number;
  readonly runs: number;
}

/** A shorter wait is nothing to look at. */
const LEAST_MS = 60_000;

/**
 * Stretches in which runs wait. `load`: share of the host's time that jobs of short intervals take all day, 0 to 1. The
 * works have to be in the order of their times.
 */
export function pileUpsOf(works: readonly DueWork[], load: number): PileUp[] {
  const found: PileUp[] = [];
  const speed = Math.max(0.01, 1 - load);
  let runs: DueWork[] = [];
  let until = 0;
  const close = (): void => {
    const [first] = runs;
    if (first !== undefined && runs.length > 1 && until - first.at >= LEAST_MS)
      found.push(toPileUp(runs, first.at, until));
  };
  for (const work of works) {
    if (work.at >= until) {
      close();
      runs = [];
      until = work.at;
    }
    runs.push(work);
    until += work.workMs / speed;
  }
  close();
  return found;
}

function toPileUp(runs: readonly DueWork[], from: number, until: number): PileUp {
  const jobs = new Set(runs.map(({ jobId }) => jobId)).size;
  const kind = jobs === 1 ? 'overrun' : 'pile-up';
  return { kind, from, until: Math.round(until), jobs, runs: runs.length };
}

/** `one request a second`, `2 requests a second`, `one request in 5 s`. */
export function paceInWords(delayMs: number): string {
  if (delayMs === 1_000) return 'one request a second';
  if (delayMs > 1_000) return `one request in ${Math.round(delayMs / 100) / 10} s`;
  return `${Math.round(1_000 / delayMs)} requests a second`;
}

export function describePileUp(
  { kind, from, until, jobs, runs }: PileUp,
  { host, delayMs, clock }: { host: string; delayMs: number; clock: (at: number) => string },
): string {
  const takes = `takes ${span(until - from)} at ${paceInWords(delayMs)}`;
  return kind === 'pile-up'
    ? `${jobs} jobs from ${clock(from)} on ${host}: ${takes}`
    : `One job from ${clock(from)} on ${host} is due again before it is done: ${runs} runs, ${takes}`;
}

function span(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
