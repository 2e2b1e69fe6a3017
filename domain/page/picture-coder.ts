// Ports for pictures of pages: from the form that a browser writes to the one that is stored, to pixels, and to what a mail shows;
// and for comparing them.
import type { JudgedPictures, PictureJudging } from '../change/picture/judge-pictures.ts';
import type { Pixels } from '../change/picture/pixels.ts';
import type { Rectangle } from '../web/fetch/page-picture.ts';

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
  /** Of a WebP or PNG. */
  pixelsOf(picture: Uint8Array): Promise<Pixels>;
  /** PNG with few colours, which every mail program shows. */
  cutOut(webp: Uint8Array, cut: PictureCut): Promise<Uint8Array>;
}

/** PNG or WebP each. */
export interface EncodedPair {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly seenBefore?: Uint8Array | undefined;
}

/** Both answer null when a picture can not be read, or it took too long. */
/** Foreign pictures are decoded and compared apart from everything else, because they may take long and much memory. */
export interface PictureComparer {
  judge(pair: EncodedPair, judging: PictureJudging): Promise<JudgedPictures | null>;
  /** Places of the first picture that a second look shows to move by themselves. */
  learn(first: Uint8Array, second: Uint8Array): Promise<readonly Rectangle[] | null>;
}
