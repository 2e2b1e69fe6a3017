// Whether a text became another by sentences that were put into it, at its begin, its end or between two others.

const SENTENCE_END = /[.!?…。！？]["”’»)\]]*$/u;
const SENTENCES = /[^.!?…。！？]+[.!?…。！？]+["”’»)\]]*(?=\s|$|[^\s\d])/gu;
/** Fewer characters are a mark or an abbreviation, not a sentence. */
const SHORTEST = 6;

export interface AddedSentence {
  readonly text: string;
  /** How many sentences it is. */
  readonly count: number;
}

/** Null: the texts differ in another way. */
export function addedSentence(before: string, after: string): AddedSentence | null {
  const length = after.length - before.length;
  if (before === '' || length < SHORTEST) return null;
  const first = before.length - commonTail(before, after);
  for (let at = commonHead(before, after); at >= first; at--) {
    const inserted = after.slice(at, at + length);
    const text = inserted.trim();
    const isBetween = begins(before.slice(0, at), inserted) && (endsSentence(text) || at === before.length);
    if (isBetween && text.length >= SHORTEST) return { text, count: text.match(SENTENCES)?.length ?? 1 };
  }
  return null;
}

/** Not in the middle of a word or a number: a full stop is in `3.5`, too. */
function begins(head: string, inserted: string): boolean {
  return endsSentence(head) && (head === '' || /(?:\s|[。！？])$/u.test(head) || /^\s/.test(inserted));
}

/** Also where nothing is before it. */
function endsSentence(text: string): boolean {
  const trimmed = text.trimEnd();
  return trimmed === '' || SENTENCE_END.test(trimmed);
}

function commonHead(before: string, after: string): number {
  let length = 0;
  while (length < before.length && before.charAt(length) === after.charAt(length)) length += 1;
  return length;
}

function commonTail(before: string, after: string): number {
  let length = 0;
  while (length < before.length && before.at(-1 - length) === after.at(-1 - length)) length += 1;
  return length;
}
