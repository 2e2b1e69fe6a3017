// Where a body lies, the picture of its page, and what the server sent of it.
import type { PictureFacts } from '../web/fetch/page-picture.ts';
import type { ServedFacts } from '../web/fetch/served-document.ts';

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

/** Where the document lies that the server sent, before a browser made a page of it. */
export interface ServedSlice extends PackSlice, ServedFacts {
  /** SHA-256 of its bytes, base64url. */
  readonly hash: string;
}
