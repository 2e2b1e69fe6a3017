// Where a body lies, and the picture of its page.
import type { PictureFacts } from '../web/fetch/page-picture.ts';

/** Where a body lies in a pack, the file that bodies share. */
export interface PackSlice {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
  /** Of the body. Absent: written by the version before, whose packs have no head (`pack-head.ts`). */
  readonly crc32?: number;
}

/** Where the picture of a page lies, as PNG. */
export interface PictureSlice extends PackSlice, PictureFacts {
  /** SHA-256 of its bytes, base64url. */
  readonly hash: string;
}
