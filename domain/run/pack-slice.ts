// Where a body lies.

/** Where a body lies in a pack, the file that bodies share. */
export interface PackSlice {
  readonly key: string;
  readonly offset: number;
  readonly length: number;
  /** Of the body. Absent: written by the version before, whose packs have no head (`pack-head.ts`). */
  readonly crc32?: number;
}
