// Loaded into a process before its program: its wall clock is off by as many milliseconds as a file says, from the moment the file
// says so. Timers and the monotonic clock go on as they did, as when somebody sets the clock of a machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.CLOCK_SHIFT_FILE;
const RealDate = Date;
let shiftMs = 0;

class ShiftedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shiftMs);
    else super(...args);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
  static [Symbol.hasInstance](value) {
    return Object.prototype.toString.call(value) === '[object Date]';
  }
}
globalThis.Date = ShiftedDate;

function read() {
  const wanted = Number(readFileSync(file, 'utf8'));
  if (wanted === shiftMs) return;
  shiftMs = wanted;
  if (isMainThread) writeFileSync(`${file}.${process.pid}`, String(wanted));
}

read();
setInterval(read, 20).unref();
