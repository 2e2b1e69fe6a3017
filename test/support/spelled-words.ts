// Lists of words in words: for each alternative of each language a text that it stands for, so that a test can ask every
// reader whether it knows it.
import type { WordLists } from '../../domain/reading/words/word-lists.ts';

/** `auf lager|nicht (?:mehr )?lieferbar` → "auf lager", "nicht lieferbar". */
export function spelledWords(...lists: readonly WordLists[]): string[] {
  const all = lists
    .flatMap((list) => Object.values(list))
    .flatMap((list) => new Speller(list).alternatives());
  return [...new Set(all.filter((text) => text.trim() !== ''))];
}

const QUANTITY = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})/;
const ESCAPE = /^\\(?:p\{\w+\}|.)/u;

/** Reads a pattern from left to right: the first of each choice, without what may be missing, a space for a run of any. */
class Speller {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** One text for each, up to the end of the group that is being read. */
  alternatives(): string[] {
    const texts = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      texts.push(this.#sequence());
    }
    return texts;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] ?? '')) {
      const part = this.#part();
      const [mark = '', count = '1'] = QUANTITY.exec(this.#rest()) ?? [];
      this.#at += mark.length;
      if (count === '0') text += text.endsWith(' ') ? '' : ' ';
      else text += mark === '?' || mark === '*' ? '' : part.repeat(Number(count));
    }
    return text;
  }

  #part(): string {
    const sign = this.#source[this.#at] ?? '';
    if (sign === '(') return this.#group();
    if (sign === '[') return this.#oneOf();
    if (sign !== '\\') {
      this.#at += sign.length;
      if (sign === '.') return 'x';
      return '^$'.includes(sign) ? '' : sign;
    }
    const [escape = ''] = ESCAPE.exec(this.#rest()) ?? [];
    this.#at += escape.length;
    return meaning(escape);
  }

  /** What stands around a text is no part of it. */
  #group(): string {
    const [head = ''] = /^\((?:\?(?::|<?[=!]))?/.exec(this.#rest()) ?? [];
    this.#at += head.length;
    const [first = ''] = this.alternatives();
    this.#at += 1;
    return /[=!]/.test(head) ? '' : first;
  }

  #oneOf(): string {
    const [whole = '', first = ''] = /^\[(\\.|.)(?:\\.|[^\]])*\]/u.exec(this.#rest()) ?? [];
    this.#at += whole.length;
    return first === '^' ? 'x' : first.startsWith('\\') ? meaning(first) : first;
  }

  #rest(): string {
    return this.#source.slice(this.#at);
  }
}

function meaning(escape: string): string {
  if (escape === '\\d') return '3';
  if (escape === '\\s') return ' ';
  if (escape === '\\b') return '';
  return escape === '\\w' || escape === '\\S' || escape.startsWith('\\p') ? 'x' : escape.slice(1);
}

/** A text as a page's source writes it. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** With a word behind what ends in a space: "voordat je " → "voordat je x". */
export function goneOn(text: string): string {
  return text.endsWith(' ') ? `${text}x` : text;
}
