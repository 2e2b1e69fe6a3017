// A tag of another tool in the letters that tags have here.
import { normalTag, tagFaults } from '../../../config/tags.ts';

const MAX_CHARACTERS = 40;

/** Empty: nothing of it can be a tag. */
export function cleanTag(text: string): string {
  const bare = text.replaceAll(/[\p{Cc}\p{Cf},"\\*]/gu, ' ').replace(/^[\s+-]+/, '');
  const tag = normalTag(bare).slice(0, MAX_CHARACTERS).trim();
  return tag !== '' && tagFaults([tag]).length === 0 ? tag : '';
}
