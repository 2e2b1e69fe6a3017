// Port for pictures of pages: from the form that a browser writes to the one that is stored, to pixels, and to what a mail shows.
import type { Pixels } from '../change/picture/pixels.ts';

/** The rows that are shown of a picture, and how wide that becomes. */
interface PictureCut {
  /** px from the top */
  readonly top: number;
  /** px; as much as there is. */
  readonly height: number;
  /** px of the result. */
  readonly width: number;
}

/** All reject when they are not given a picture. */
export interface PictureCoder {
  /** Lossless WebP of a PNG. */
  toWebp(png: Uint8Array): Promise<Uint8Array>;
  pixelsOf(webp: Uint8Array): Promise<Pixels>;
  /** PNG with few colours, which every mail program shows. */
  cutOut(webp: Uint8Array, cut: PictureCut): Promise<Uint8Array>;
}
