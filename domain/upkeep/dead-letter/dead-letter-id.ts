// The id of a dead letter, `ltr_<hash>`. It follows from what the letter is about, so a repeat makes no second one.
import type { Hasher } from '../../system/clock.ts';
import { ownedId } from '../../system/owned-id.ts';
import type { LetterOrigin } from './dead-letter.ts';

const PREFIX = 'ltr_';
/** 132 bits of the hash: two letters never meet. */
const LENGTH = 22;

/** `parts`: job and key of the URL; the delivery; the message of the broker. */
export function letterId(origin: LetterOrigin, parts: readonly string[], hasher: Hasher): string {
  return `${PREFIX}${hasher.sha256(ownedId(origin, parts.join('\n'))).slice(0, LENGTH)}`;
}
