// A picture of a page as a browser showed it, from its top to its end.

export interface PictureSize {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

export interface PagePicture extends PictureSize {
  /** As the browser wrote it; it is stored as lossless WebP. */
  readonly png: Uint8Array;
}

/** WebP knows no longer side; what lies below is not in the picture. */
export const MAX_PICTURE_SIDE = 16_383;
