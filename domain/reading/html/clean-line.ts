// Text of a page as a language model may be given it, and as its answer is read: one line, in which nothing is hidden and no mark of ours stands.
import { foldSpace } from './copy-text.ts';

/**
 * Controls, halves of pairs, private characters, and what Unicode says is not shown: tags and marks in which words can be hidden from
 * people. Joiners of letters and emoji stay.
 */
const UNSEEN =
  /\p{Cc}|\p{Cs}|\p{Co}|(?!\u200c|\u200d|\ufe0f)\p{Default_Ignorable_Code_Point}|[\u2028\u2029\ufff9-\ufffb]/gu;

export function cleanLine(text: string): string {
  return foldSpace(text.replaceAll(UNSEEN, ' ').replaceAll('⟦', '[').replaceAll('⟧', ']'));
}
