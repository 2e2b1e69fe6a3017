// Collects the garbage of a stage when it has ended. The rows of a chunk are tens of megabytes that die together, but V8
// lets the next stages pile theirs on top before it looks at the whole heap: the process then peaked at 270 MB instead of
// 245, for the same CPU within what two runs differ by (bench/run.ts, 2,000 changed pages).

const MB = 1024 * 1024;
/** A pipeline at rest uses 30 MB of its heap; the rows of a chunk take 10 to 30 more. */
const WORTH_BYTES = 60 * MB;
/** A collection takes about 100 ms. */
const REST_MS = 1_000;

export interface CollectorOptions {
  /** V8's own collection, which is there when Node was started with `--expose-gc`. Without it nothing is done. */
  readonly collect?: (() => void) | undefined;
  /** Bytes of the heap that are in use. */
  readonly usedBytes?: () => number;
  readonly nowMs?: () => number;
}

/** To be called after each activity. */
export function createCollector(options: CollectorOptions = {}): () => void {
  const { collect = globalThis.gc, usedBytes = heapUsed, nowMs = () => performance.now() } = options;
  let restUntil = Number.NEGATIVE_INFINITY;
  return () => {
    if (collect === undefined || nowMs() < restUntil || usedBytes() < WORTH_BYTES) return;
    collect();
    restUntil = nowMs() + REST_MS;
  };
}

function heapUsed(): number {
  return process.memoryUsage().heapUsed;
}
