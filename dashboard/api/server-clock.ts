// The server's clock as this browser sees it: ages and countdowns are told by it, because the clock of the
// user's machine may be minutes off.
let offsetMs = 0;
let isExact = false;

/** Header `Date` has whole seconds: the middle of its second is meant. */
const HEADER_MIDDLE_MS = 500;

/** From the header of any answer; ignored once the stream has told the time. */
export function noteServerTime(date: string | null): void {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (!isExact && !Number.isNaN(at)) offsetMs = at + HEADER_MIDDLE_MS - Date.now();
}

/** From the stream, which tells milliseconds. */
export function noteExactTime(time: string): void {
  const at = Date.parse(time);
  if (Number.isNaN(at)) return;
  isExact = true;
  offsetMs = at - Date.now();
}

/** Epoch ms by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
