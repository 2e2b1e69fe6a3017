// A picture of a page as a browser showed it, from its top to its end.

/** In pixels, from the left upper corner of a picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface PictureSize {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

/** What is known of a picture besides its bytes. */
export interface PictureFacts extends PictureSize {
  /** The browser and the fonts that drew it, as a mark: another one may draw the same page in another way. Absent: not known. */
  readonly by?: string;
  /** Where the elements of each selector stand that the job names. */
  readonly boxes?: readonly SelectorBoxes[];
}

/** No box: it found nothing. */
export interface SelectorBoxes {
  readonly selector: string;
  readonly boxes: readonly Rectangle[];
}

export interface PagePicture extends PictureFacts {
  /** As the browser wrote it; it is stored as lossless WebP. */
  readonly png: Uint8Array;
}

/** WebP knows no longer side; what lies below is not in the picture. */
export const MAX_PICTURE_SIDE = 16_383;

/** Of one selector. */
export const MAX_BOXES = 50;
