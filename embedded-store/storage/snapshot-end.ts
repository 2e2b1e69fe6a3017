// What a snapshot says about itself at its end.
import { decode } from '../value/bytes.ts';
import { KIND } from '../value/operation-kind.ts';
import { operationsOf } from './frame.ts';
import type { FrameId } from '../value/frame-id.ts';

export interface SnapshotEnd {
  readonly documents: number;
  readonly collections: number;
  /** The last frame that the snapshot contains; absent in older versions. */
  readonly frame: FrameId | undefined;
}

/** Undefined: the frame is not the last one. */
export function endOfSnapshot(payload: Buffer): SnapshotEnd | undefined {
  let end: SnapshotEnd | undefined;
  for (const { kind, body } of operationsOf(payload)) if (kind === KIND.end) end = parseEnd(decode(body));
  return end;
}

function parseEnd({ documents, collections, frame, checksum }: Record<string, unknown>): SnapshotEnd {
  const isKnown = typeof frame === 'number' && typeof checksum === 'number';
  return {
    documents: Number(documents ?? 0),
    collections: Number(collections ?? 0),
    frame: isKnown ? { number: frame, checksum } : undefined,
  };
}
