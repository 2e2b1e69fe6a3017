// Reads a text in RTF: its paragraphs and tables, in the code page it names or in Unicode. Fonts, pictures, fields' codes and notes of
// programs are left out. It follows the rules of groups and control words of version 1.9.1.
import { decodeText } from '../../../web/fetch/charset.ts';
import { type DocumentText, UnreadableDocument } from './document-text.ts';
import { TextDraft } from './text-draft.ts';

const MAX_DEPTH = 1_000;
/** Groups that are no text of the document. */
const SILENT = new Set(
  (
    'fonttbl colortbl stylesheet listtable listoverridetable info pict object themedata datastore header headerl headerr headerf ' +
    'footer footerl footerr footerf fldinst xmlnstbl generator rsidtbl latentstyles nonshppict bkmkstart bkmkend annotation atnid atnauthor'
  ).split(' '),
);
const MARKS: Readonly<Record<string, string>> = {
  tab: ' ',
  line: ' ',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
};
/** Code pages whose labels are not `windows-` and the number. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

interface Group {
  readonly isSilent: boolean;
  /** Characters that stand for one in Unicode, for programs that do not know it. */
  readonly fallback: number;
}

const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/giy;

export function readRtf(body: Uint8Array): DocumentText {
  const reader = new RtfReader();
  const source = new TextDecoder('latin1').decode(body);
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found !== null; found = TOKEN.exec(source)) {
    reader.take(found);
    TOKEN.lastIndex += reader.toSkip();
  }
  if (!reader.isWhole) throw new UnreadableDocument('document-broken', 'The document ends too early.');
  return { title: '', lang: '', sections: [{ kind: 'whole', name: '', blocks: reader.blocks() }] };
}

class RtfReader {
  readonly #draft = new TextDraft();
  readonly #groups: Group[] = [];
  #group: Group = { isSilent: false, fallback: 1 };
  #bytes: number[] = [];
  #charset = 'windows-1252';
  #left = 0;
  #binary = 0;
  #isNote = false;
  #isRow = false;

  get isWhole(): boolean {
    return this.#groups.length === 0;
  }

  blocks(): ReturnType<() => TextDraft['blocks']> {
    this.#flush();
    this.#draft.endLine();
    return this.#draft.blocks;
  }

  /** Bytes of a picture that follow and are no RTF. */
  toSkip(): number {
    const count = this.#binary;
    this.#binary = 0;
    return count;
  }

  take([, word, parameter, hex, symbol, brace, text]: RegExpExecArray): void {
    if (brace !== undefined) this.#brace(brace);
    else if (word !== undefined) this.#control(word.toLowerCase(), parameter);
    else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
    else if (symbol !== undefined) this.#symbol(symbol);
    else for (const letter of text ?? '') this.#byte(letter.charCodeAt(0));
  }

  #brace(brace: string): void {
    this.#flush();
    this.#isNote = false;
    if (brace === '}') {
      this.#group = this.#groups.pop() ?? { isSilent: false, fallback: 1 };
      return;
    }
    if (this.#groups.length >= MAX_DEPTH)
      throw new UnreadableDocument('document-broken', 'Its groups are nested too deep.');
    this.#groups.push(this.#group);
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#isNote = true;
    else if (symbol === '~') this.#add('\u00a0');
    else if (symbol === '_') this.#add('-');
    else if ('{}\\'.includes(symbol)) this.#byte(symbol.charCodeAt(0));
    else if (symbol === '\n' || symbol === '\r') this.#control('par', undefined);
  }

  #control(word: string, parameter: string | undefined): void {
    const number = Number(parameter ?? 1);
    if (this.#isNote || SILENT.has(word)) {
      this.#group = { ...this.#group, isSilent: true };
      this.#isNote = false;
    }
    if (word === 'bin') this.#binary = Math.max(0, number);
    if (this.#group.isSilent) return;
    if (word === 'u') this.#unicode(number);
    else if (word === 'uc') this.#group = { ...this.#group, fallback: number };
    else if (word === 'ansicpg') this.#charset = CODE_PAGES[number] ?? `windows-${number}`;
    else if (word === 'mac') this.#charset = 'macintosh';
    else if (MARKS[word] !== undefined) this.#add(MARKS[word]);
    else this.#structure(word);
  }

  #structure(word: string): void {
    this.#flush();
    switch (word) {
      case 'trowd':
        if (!this.#isRow) this.#draft.beginRow();
        this.#isRow = true;
        return;
      case 'cell':
        return this.#draft.endCell();
      case 'row':
        if (this.#isRow) this.#draft.endRow();
        this.#isRow = false;
        return;
      case 'par':
      case 'sect':
      case 'page':
        return this.#draft.endLine();
    }
  }

  #unicode(code: number): void {
    this.#add(String.fromCharCode(code < 0 ? code + 65_536 : code));
    this.#left = this.#group.fallback;
  }

  #byte(byte: number): void {
    if (this.#left > 0) this.#left -= 1;
    else if (!this.#group.isSilent) this.#bytes.push(byte);
  }

  #add(text: string): void {
    this.#flush();
    if (!this.#group.isSilent) this.#draft.add(text);
  }

  /** Letters of two bytes are written as two escapes, so bytes are put together before they are decoded. */
  #flush(): void {
    if (this.#bytes.length === 0) return;
    this.#draft.add(decodeText(Uint8Array.from(this.#bytes), this.#charset).text);
    this.#bytes = [];
  }
}
