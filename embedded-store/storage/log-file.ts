// Reads one log or snapshot file frame by frame. It tells a torn end (the process died while appending) from
// damage in the middle (valid frames follow the bad place). A torn end is cut off; damage is refused.
import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { FRAME_HEADER, MAGIC, MAX_PAYLOAD, readFrame } from './frame.ts';

const READ_SIZE = 2 * 1024 * 1024;

export class CorruptLogError extends Error {
  readonly file: string;
  readonly offset: number;

  constructor(file: string, offset: number, reason: string) {
    super(
      `${file} is damaged at byte ${offset}: ${reason}, and valid data follows. Nothing was changed. ` +
        `Restore the directory from a backup, or start with --accept-loss to keep what is before the damage.`,
    );
    this.name = 'CorruptLogError';
    this.file = file;
    this.offset = offset;
  }
}

export interface FileEnd {
  /** Bytes of complete frames. */
  readonly validBytes: number;
  /** Bytes after them that are no frame. */
  readonly tornBytes: number;
  /** Valid frames follow the bad place. */
  readonly validBehind: boolean;
  readonly reason: string;
}

/** Takes a payload and its checksum; returns why the frame does not fit: the file ends before it. */
export type TakeFrame = (payload: Buffer, checksum: number) => string | undefined;

/** Gives every payload to `onFrame` and returns how the file ends. */
export function readFrames(file: string, onFrame: TakeFrame): FileEnd {
  const fd = openSync(file, 'r');
  try {
    const size = fstatSync(fd).size;
    let offset = 0;
    let chunk = READ_SIZE;
    while (offset < size) {
      const buffer = readAt(fd, offset, Math.min(chunk, size - offset));
      const read = consume(buffer, onFrame);
      offset += read.used;
      if (read.damage !== undefined) return ending(fd, offset, size, read.damage);
      if (read.used > 0) {
        chunk = READ_SIZE;
      } else if (buffer.length >= size - offset || buffer.length > MAX_PAYLOAD + FRAME_HEADER) {
        return ending(fd, offset, size, 'the last frame is incomplete');
      } else {
        chunk = buffer.length * 2;
      }
    }
    return { validBytes: offset, tornBytes: 0, validBehind: false, reason: '' };
  } finally {
    closeSync(fd);
  }
}

function consume(buffer: Buffer, onFrame: TakeFrame): { used: number; damage?: string } {
  let used = 0;
  for (;;) {
    const read = readFrame(buffer, used);
    if (read.state === 'more') return { used };
    if (read.state === 'damaged') return { used, damage: read.reason };
    const refusal = onFrame(read.payload, read.checksum);
    if (refusal !== undefined) return { used, damage: refusal };
    used = read.end;
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

function ending(fd: number, offset: number, size: number, reason: string): FileEnd {
  return {
    validBytes: offset,
    tornBytes: size - offset,
    validBehind: hasFrameBehind(fd, offset, size),
    reason,
  };
}

/** Searches for a valid frame at or after a bad place (where a frame does not fit the one before it). */
function hasFrameBehind(fd: number, offset: number, size: number): boolean {
  let position = offset;
  while (position < size) {
    const buffer = readAt(fd, position, Math.min(READ_SIZE, size - position));
    let at = buffer.indexOf(MAGIC);
    while (at !== -1) {
      if (isFrameAt(fd, position + at, size)) return true;
      at = buffer.indexOf(MAGIC, at + 1);
    }
    if (buffer.length < READ_SIZE) return false;
    position += buffer.length - MAGIC.length + 1;
  }
  return false;
}

function isFrameAt(fd: number, offset: number, size: number): boolean {
  if (size - offset < FRAME_HEADER) return false;
  const length = readAt(fd, offset, FRAME_HEADER).readUInt32LE(4);
  if (length === 0 || length > MAX_PAYLOAD || offset + FRAME_HEADER + length > size) return false;
  return readFrame(readAt(fd, offset, FRAME_HEADER + length), 0).state === 'frame';
}

export function cutFile(file: string, bytes: number): void {
  const fd = openSync(file, 'r+');
  try {
    ftruncateSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}
