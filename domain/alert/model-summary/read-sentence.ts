// Reads the sentence out of a model's answer, and lets through only what can be shown beside the difference: one short line without
// addresses, whose numbers stand in what the model was shown. Anything else is no sentence, with why.
import { cleanLine } from '../../reading/html/clean-line.ts';
import { hasKnownSuffix } from '../../web/url/known-suffix.ts';
import type { DifferenceText } from './difference-text.ts';
import { unknownNumbers } from './number-text.ts';
import { sentenceSchema } from './schema.ts';

/** Characters of a sentence that is shown. */
const MAX_SENTENCE = 200;
/** Of an answer that is read at all. */
const MAX_ANSWER = 5_000;

export type ReadSentence =
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'none'; readonly why: string };

export function readSentence(answer: string, shown: DifferenceText): ReadSentence {
  const said = answer.length > MAX_ANSWER ? null : sentenceIn(answer);
  if (said === null) return none('its answer is not in the form that was asked for');
  const text = cleanLine(said);
  if (text === '') return none('it wrote none');
  if (text.length > MAX_SENTENCE) return none(`its sentence is longer than ${MAX_SENTENCE} characters`);
  // What looks like a digit or a dot is judged as one.
  const plain = text.normalize('NFKC');
  const texts = [shown.title, ...shown.lines].map((one) => one.normalize('NFKC'));
  if (namesAddress(plain, texts)) return none('its sentence names an address, and none is passed on');
  const [unknown] = unknownNumbers(plain, texts);
  if (unknown !== undefined)
    return none(`its sentence names ${unknown}, which stands neither in the difference nor in the title`);
  return { kind: 'sentence', text };
}

function none(why: string): ReadSentence {
  return { kind: 'none', why };
}

/** Models put JSON between words and fences, so the outermost object is taken. */
function sentenceIn(answer: string): string | null {
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  if (from === -1 || to < from) return null;
  try {
    const { data } = sentenceSchema.safeParse(JSON.parse(answer.slice(from, to + 1)));
    return data === undefined ? null : (data.sentence ?? '');
  } catch {
    return null;
  }
}

/** An address with a scheme, of a mailbox, of a number, or markup for one. */
const ADDRESS =
  /[a-z][a-z0-9+.-]*:\/\/|\b(?:mailto|javascript|data|tel):\S|\bwww\.|\S@\S+\.\S|\]\(|<\/?[a-z]|\b\d{1,3}(?:\.\d{1,3}){3}\b/i;
/** Words joined by dots, the last of letters: `evil.example`, `Node.js`; with what follows directly. */
const DOTTED = /[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.\p{L}{2,}(?![\p{L}\p{N}_-])([/:?#]\S)?/gu;

/** A name with dots that no resolver knows passes where the page says it, as `Node.js` does. */
function namesAddress(text: string, texts: readonly string[]): boolean {
  if (ADDRESS.test(text)) return true;
  return [...text.matchAll(DOTTED)].some(
    ([name, followed]) =>
      followed !== undefined || hasKnownSuffix(name) || !texts.some((one) => one.includes(name)),
  );
}
