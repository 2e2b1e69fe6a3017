// How a frame of the log is told from others.

/** Identifies one frame of the store. */
export interface FrameId {
  /** Counted from 1 over all logs. */
  readonly number: number;
  readonly checksum: number;
}
