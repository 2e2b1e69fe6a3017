// Decodes a body: by its byte order mark, else the header's charset, else the page's own declaration, else
// UTF-8. Labels are those of WHATWG Encoding; tables are iconv-lite's, because Node 20's TextDecoder misreads
// windows-1252.
import { ResultType, Sniffer } from 'encoding-sniffer/sniffer';
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  /** WHATWG name of the encoding used, lower-case. */
  readonly charset: string;
  /** Where the charset was found; a source with an unknown label is skipped. */
  readonly source: 'bom' | 'header' | 'declared' | 'default';
}

const SNIFF_BYTES = 1_024;
const TAG_OPEN = '<'.charCodeAt(0);

// Where iconv-lite's name differs from the standard's.
const TABLE_NAMES: Readonly<Record<string, string>> = {
  'iso-8859-8-i': 'iso-8859-8',
  'x-mac-cyrillic': 'maccyrillic',
  gbk: 'gb18030',
};

/** `contentType`: the header's value, or only a charset label. The result contains no lone surrogates. */
export function decodeText(body: Uint8Array, contentType: string | null | undefined): DecodedText {
  const { charset, source, skip } = chooseCharset(body, contentType);
  return { text: decodeWith(body.subarray(skip), charset), charset, source };
}

type Choice = Pick<DecodedText, 'charset' | 'source'> & { readonly skip: number };

function chooseCharset(head: Uint8Array, contentType: string | null | undefined): Choice {
  const bom = bomCharset(head);
  if (bom !== null) return { charset: bom.charset, source: 'bom', skip: bom.length };
  const header = charsetName(headerLabel(contentType ?? ''));
  if (header !== null) return { charset: header, source: 'header', skip: 0 };
  const declared = declaredCharset(head);
  if (declared !== null) return { charset: declared, source: 'declared', skip: 0 };
  return { charset: 'utf-8', source: 'default', skip: 0 };
}

export interface TextStream {
  /** The characters that are complete with this piece. */
  write(piece: Uint8Array): string;
  end(): string;
}

/** Decodes bytes that come in pieces; `head`: their beginning, the first kilobyte if there is so much. */
export function decodeStream(head: Uint8Array, contentType: string | null | undefined): TextStream {
  const { charset, skip } = chooseCharset(head, contentType);
  const decoder = pieceDecoder(charset);
  let toSkip = skip;
  // The first half of a surrogate pair waits for the second; alone each would be replaced as a fault.
  let half = '';
  const whole = (text: string, isLast: boolean): string => {
    const all = half + text;
    half = !isLast && /[\ud800-\udbff]$/.test(all) ? all.slice(-1) : '';
    return toWellFormed(half === '' ? all : all.slice(0, -1));
  };
  return {
    write(piece) {
      const bytes = piece.subarray(toSkip);
      toSkip = Math.max(0, toSkip - piece.length);
      return whole(decoder.write(bytes), false);
    },
    end: () => whole(decoder.end(), true),
  };
}

function pieceDecoder(charset: string): { write(bytes: Uint8Array): string; end(): string } {
  const table = tableOf(charset);
  // iconv-lite loses four-byte characters that are spread over more than two pieces.
  if (table === null || table === 'gb18030') {
    const decoder = new TextDecoder(charset);
    return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  const decoder = iconv.getDecoder(table);
  return { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
}

/** The encoding of a web label (`latin1` is windows-1252, `gb2312` is gbk); `null` for unknown and UTF-7. */
export function charsetName(label: string | null): string | null {
  if (label === null || label === '') return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null; // a RangeError: the platform does not know the label, and has no other way to say so
  }
}

function headerLabel(contentType: string): string | null {
  const match = /charset\s*=\s*["']?\s*([^"'\s;,]+)/i.exec(contentType);
  if (match?.[1] !== undefined) return match[1];
  return contentType.includes('/') ? null : contentType;
}

function bomCharset(body: Uint8Array): { charset: string; length: number } | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return { charset: 'utf-8', length: 3 };
  if (body[0] === 0xff && body[1] === 0xfe) return { charset: 'utf-16le', length: 2 };
  if (body[0] === 0xfe && body[1] === 0xff) return { charset: 'utf-16be', length: 2 };
  return null;
}

/**
 * Read as browsers do: `<!-- <meta charset=koi8-r> -->` declares nothing, and a declared UTF-16 means UTF-8.
 */
function declaredCharset(body: Uint8Array): string | null {
  const head = body.subarray(0, SNIFF_BYTES);
  const sniffer = new Sniffer({ maxBytes: SNIFF_BYTES });
  // The first tag comes first: a blank line would hide <?xml …?> from the sniffer. UTF-16BE begins with 0.
  sniffer.write(head[0] === 0 ? head : head.subarray(Math.max(0, head.indexOf(TAG_OPEN))));
  return sniffer.resultType === ResultType.DEFAULT ? null : charsetName(sniffer.encoding);
}

function decodeWith(body: Uint8Array, charset: string): string {
  const table = tableOf(charset);
  return toWellFormed(table === null ? new TextDecoder(charset).decode(body) : iconv.decode(body, table));
}

/** The name of iconv-lite's table; null when TextDecoder decodes the charset. */
function tableOf(charset: string): string | null {
  const table = TABLE_NAMES[charset] ?? charset;
  return charset !== 'utf-8' && iconv.encodingExists(table) ? table : null;
}

/** Storage would change lone surrogates, and the text would differ from its stored version for ever. */
function toWellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}
