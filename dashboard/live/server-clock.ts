// The server's clock as this browser sees it: ages and countdowns are told by it, because the clock of the
// user's machine may be minutes off.
let offsetMs = 0;
let closest = Number.POSITIVE_INFINITY;

/** Header `Date` has whole seconds, so a later, smaller difference is not more exact than half of one. */
const HEADER_EXACT_MS = 1_000;

export function noteServerTime(date: string | null): void {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return;
  const difference = at + HEADER_EXACT_MS / 2 - Date.now();
  if (Math.abs(difference) > HEADER_EXACT_MS || closest === Number.POSITIVE_INFINITY) setOffset(difference);
}

/** From the stream, which tells milliseconds. */
export function noteExactTime(time: string): void {
  const at = Date.parse(time);
  if (!Number.isNaN(at)) setOffset(at - Date.now());
}

function setOffset(difference: number): void {
  closest = Math.abs(difference);
  offsetMs = Math.abs(difference) < HEADER_EXACT_MS / 2 ? 0 : difference;
}

/** Epoch ms by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
