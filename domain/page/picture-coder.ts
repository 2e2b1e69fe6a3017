// Port for pictures of pages: from the form that a browser writes to the one that is stored, and to pixels.

export interface PictureCoder {
  /** Lossless WebP of a PNG. Rejects when it is none. */
  toWebp(png: Uint8Array): Promise<Uint8Array>;
}
