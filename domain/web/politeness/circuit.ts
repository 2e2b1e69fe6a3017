// When a host that keeps failing is left alone, when it is asked again, and when a run gives it up. Only time
// between requests that were made counts: the state of a host that nobody asked is unknown, not failing.

/** What the host's document keeps of its answers; all times are epoch ms, 0 = never. */
export interface Circuit {
  readonly failedInRow: number;
  /** Time of the first of the failures in a row, not counting failures before a long silence. */
  readonly failingSince: number;
  readonly failedAt: number;
  readonly succeededAt: number;
  /** No run may ask before; after it one probe at a time, until the host answers. */
  readonly openUntil: number;
}

export type CircuitEvent =
  /** `pauseMs`: the host's pause; the next request can not come sooner than that. */
  | { readonly kind: 'failed'; readonly at: number; readonly pauseMs: number }
  /** Any answer: the host is reachable and does not refuse. */
  | { readonly kind: 'answered'; readonly at: number };

export const UNASKED: Circuit = {
  failedInRow: 0,
  failingSince: 0,
  failedAt: 0,
  succeededAt: 0,
  openUntil: 0,
};

/** Failures in a row after which a host is left alone. */
export const CIRCUIT_THRESHOLD = 5;
const FIRST_OPEN_MS = 5_000;
const MAX_OPEN_MS = 300_000;
/** If nobody asked for this long although they could, earlier failures say nothing about the time since. */
const SILENCE_MS = 120_000;

/** 5 s after the fifth failure, doubling to 5 minutes. */
export function circuitOpenMs(failedInRow: number): number {
  return Math.min(MAX_OPEN_MS, FIRST_OPEN_MS * 2 ** Math.max(0, failedInRow - CIRCUIT_THRESHOLD));
}

/** `half-open`: one probe at a time may go out. */
export type CircuitMode = 'closed' | 'open' | 'half-open';

export function circuitMode({ failedInRow, openUntil }: Circuit, now: number): CircuitMode {
  if (failedInRow < CIRCUIT_THRESHOLD) return 'closed';
  return openUntil > now ? 'open' : 'half-open';
}

/** The circuit after an event. `notBefore`: until when the host asked to be left alone. */
export function nextCircuit(circuit: Circuit & { readonly notBefore: number }, event: CircuitEvent): Circuit {
  const { failedInRow, failingSince, succeededAt, openUntil } = circuit;
  const { at } = event;
  if (event.kind === 'answered') return { ...UNASKED, failedAt: circuit.failedAt, succeededAt: at };
  const failedAt = Math.max(at, circuit.failedAt);
  // The request was sent before the circuit opened: it met the same outage and is no reason to wait longer.
  if (circuitMode(circuit, at) === 'open')
    return { failedInRow, failingSince, failedAt, succeededAt, openUntil };
  const restUntil = Math.max(circuit.failedAt + event.pauseMs, openUntil, circuit.notBefore);
  const isNew = failingSince === 0 || at > restUntil + SILENCE_MS;
  const inRow = isNew ? Math.min(CIRCUIT_THRESHOLD, failedInRow + 1) : failedInRow + 1;
  return {
    failedInRow: inRow,
    failingSince: isNew ? at : failingSince,
    failedAt,
    succeededAt,
    openUntil: inRow < CIRCUIT_THRESHOLD ? 0 : at + circuitOpenMs(inRow),
  };
}

export interface Patience {
  /** Since when the run wants a page of the host; epoch ms. */
  readonly wantedSince: number;
  readonly giveUpAfterMs: number;
  readonly now: number;
}

/**
 * Whether the run gives the host up: since the run wants the host, it answered with nothing but failures for
 * longer than `giveUpAfterMs`. Failures from before the run do not count; the run asks once more.
 */
export function isGivenUp(circuit: Circuit, { wantedSince, giveUpAfterMs, now }: Patience): boolean {
  if (circuitMode(circuit, now) === 'closed') return false;
  if (now > Math.max(circuit.failedAt, circuit.openUntil) + SILENCE_MS) return false;
  return failingMs(circuit, wantedSince) > giveUpAfterMs;
}

/**
 * The circuit as one run sees it: a probe goes out at the latest when half of `giveUpAfterMs` is over, so
 * that the run learns something before it gives up. A job that gives up after 10 s would otherwise wait
 * minutes for its first answer.
 */
export function circuitOfRun<Kept extends Circuit>(circuit: Kept, patience: Omit<Patience, 'now'>): Kept {
  const { wantedSince, giveUpAfterMs } = patience;
  const askAt = Math.max(circuit.failedAt + FIRST_OPEN_MS, wantedSince + giveUpAfterMs / 2);
  return { ...circuit, openUntil: Math.min(circuit.openUntil, askAt) };
}

/** For how long the host answered the run with failures, from the first one it could see to the last, ms. */
export function failingMs({ failingSince, failedAt }: Circuit, wantedSince: number): number {
  if (failingSince === 0) return 0;
  return Math.max(0, failedAt - Math.max(failingSince, wantedSince));
}

/** Names only the times of failures that were observed. */
export function failuresInWords({ failingSince, failedAt }: Circuit): string {
  const [since, last] = [failingSince, failedAt].map((at) => new Date(at).toISOString());
  return `nothing but failures from ${since} to ${last}`;
}
