// What a price that moved belongs to, as a person says it: of the thing beside it, or in the sentence around it.
import { clipWords } from '../../system/clip.ts';
import { nameBeside, replacePrices } from '../../reading/words/text-kind.ts';
import { PRICE_LABEL } from '../../reading/words/range-word.ts';
import { anyOf } from '../../reading/words/word-lists.ts';
import { wordTest } from '../../reading/words/word-test.ts';

const EMPTY_BRACKETS = /[([{]\s*…\s*[)\]}]/g;
/** What parts a name from its price: borders of cells, dashes, colons. */
const ENDS = /^[\s…|:;,.!–—·•/-]+|[\s…|:;,.!–—·•/-]+$/gu;
const isLabel = wordTest(`^(?:${anyOf(PRICE_LABEL)})$`);

/** ` of “Oak shelf”`, ` in “From … per night”`; null where the text names nothing. */
export function pricePlace(text: string, most: number): string | null {
  const name = priceName(text);
  return name === '' ? null : ` ${name.includes('…') ? 'in' : 'of'} “${clipWords(name, most)}”`;
}

/** The words beside the prices of a short text, "…" where a price stands among them; '' where they are a label alone. */
export function priceName(text: string): string {
  if (nameBeside(text) === '') return '';
  const name = replacePrices(text, ' … ')
    .replace(EMPTY_BRACKETS, '…')
    .replace(/\s+/g, ' ')
    .replace(/…(?: …)+/g, '…')
    .replace(ENDS, '');
  return isLabel(name) ? '' : name;
}
