// What the thread of pictures is asked.
import type { PictureJudging } from '../../domain/change/picture/judge-pictures.ts';
import type { EncodedPair } from '../../domain/page/picture-coder.ts';

/** Without `judging` what moves by itself is learned. */
export interface PictureTask extends EncodedPair {
  readonly judging?: PictureJudging;
}
