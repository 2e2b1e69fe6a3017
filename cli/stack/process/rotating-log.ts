// A log file of limited size: written line by line, renamed when it is full, with a few old files kept. It
// may fail without harm: lines that can't be written (a full disk) are counted, and the file is tried again
// every few seconds.
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LogLimits {
  /** Bytes of one file. Default 10 MB. */
  readonly maxBytes?: number;
  /** Number of files in all: `name.log`, `name.log.1`, … Default 5. */
  readonly files?: number;
  /** Pause between two attempts to write again, ms. Default 5 s. */
  readonly retryMs?: number;
}

export interface RotatingLog {
  /** Never throws. */
  write(line: string): void;
  close(): void;
}

const DEFAULTS = { maxBytes: 10 * 1024 * 1024, files: 5, retryMs: 5_000 };

export function openRotatingLog(file: string, limits: LogLimits = {}): RotatingLog {
  return new FileLog(file, { ...DEFAULTS, ...limits });
}

/** Modes: open (`fd` is set) ⇄ failed (lines are counted until `retryAt`). A closed log stays failed. */
class FileLog implements RotatingLog {
  readonly #file: string;
  readonly #limits: Required<LogLimits>;
  #fd: number | undefined;
  #size = 0;
  #lost = 0;
  /** The file does not end with a whole line. */
  #isTorn = false;
  #failure = '';
  #retryAt = 0;

  constructor(file: string, limits: Required<LogLimits>) {
    this.#file = file;
    this.#limits = limits;
  }

  write(line: string): void {
    if (this.#fd === undefined && performance.now() < this.#retryAt) {
      this.#lost += 1;
      return;
    }
    try {
      this.#append(Buffer.from(`${line}\n`));
    } catch (error) {
      this.#lost += 1;
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#retryAt = performance.now() + this.#limits.retryMs;
      this.#release();
    }
  }

  close(): void {
    this.#release();
    this.#retryAt = Number.POSITIVE_INFINITY;
  }

  #append(bytes: Buffer): void {
    if (this.#fd === undefined) this.#open();
    if (this.#size > 0 && this.#size + bytes.length > this.#limits.maxBytes) this.#rotate();
    if (this.#lost > 0) {
      const before = this.#isTorn ? '\n' : '';
      this.#writeAll(Buffer.from(`${before}(${this.#lost} lines could not be written: ${this.#failure})\n`));
      this.#lost = 0;
    }
    this.#writeAll(bytes);
  }

  #writeAll(bytes: Buffer): void {
    if (this.#fd === undefined) return;
    let done = 0;
    while (done < bytes.length) {
      done += writeSync(this.#fd, bytes, done);
      this.#isTorn = done < bytes.length;
    }
    this.#size += bytes.length;
  }

  #open(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    this.#fd = openSync(this.#file, 'a', 0o600);
    this.#size = fstatSync(this.#fd).size;
  }

  #rotate(): void {
    this.#release();
    for (let number = this.#limits.files - 1; number > 0; number -= 1) {
      const from = number === 1 ? this.#file : `${this.#file}.${number - 1}`;
      moveIfThere(from, `${this.#file}.${number}`);
    }
    this.#open();
  }

  #release(): void {
    const fd = this.#fd;
    this.#fd = undefined;
    if (fd !== undefined) closeSync(fd);
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
