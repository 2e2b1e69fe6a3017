// Two pictures of one page, and what differs between them: rows and columns of the one beside those of the other.
import type { Strip } from './align-rows.ts';
import type { Raster } from './pixels.ts';

export interface Pair {
  readonly before: Raster;
  readonly after: Raster;
}

/** A rectangle in each of two pictures; the one that has no rows does not show it. */
export interface Difference extends Strip {
  /** Pixels that changed, by what each counts (`WHOLE`). */
  readonly changed: number;
}
