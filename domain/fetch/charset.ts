// Turns a body's bytes into text: byte order mark, then the header, then the page's own declaration, then UTF-8.
// Labels are the web's (WHATWG Encoding); tables are iconv-lite's, because Node 20's TextDecoder misreads windows-1252.
import iconv from 'iconv-lite';

export interface DecodedText {
  readonly text: string;
  /** WHATWG name of the encoding used, lower-case. */
  readonly charset: string;
  /** `declared` labels nobody knows fall through to the next source. */
  readonly source: 'bom' | 'header' | 'declared' | 'default';
}

const SNIFF_BYTES = 1_024;

// Where iconv-lite's name differs from the standard's.
const TABLE_NAMES: Readonly<Record<string, string>> = {
  'iso-8859-8-i': 'iso-8859-8',
  'x-mac-cyrillic': 'maccyrillic',
  gbk: 'gb18030',
};

/** `contentType` is the header's value, or just a charset label. The result holds no lone surrogates. */
export function decodeText(body: Uint8Array, contentType: string | null | undefined): DecodedText {
  const bom = bomCharset(body);
  if (bom !== null)
    return { text: decodeWith(body.subarray(bom.length), bom.charset), charset: bom.charset, source: 'bom' };
  const header = charsetName(headerLabel(contentType ?? ''));
  if (header !== null) return { text: decodeWith(body, header), charset: header, source: 'header' };
  const declared = declaredCharset(body);
  if (declared !== null) return { text: decodeWith(body, declared), charset: declared, source: 'declared' };
  return { text: decodeWith(body, 'utf-8'), charset: 'utf-8', source: 'default' };
}

/** The encoding a label of the web means (`latin1` is windows-1252, `gb2312` is gbk), or `null`. UTF-7 is never one. */
export function charsetName(label: string | null): string | null {
  if (label === null || label === '') return null;
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null; // RangeError: the only way to ask the platform whether it knows a label
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

function declaredCharset(body: Uint8Array): string | null {
  const head = iconv.decode(body.subarray(0, SNIFF_BYTES), 'latin1');
  const label =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([^"'\s/>;]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']+)/i.exec(head)?.[1] ??
    null;
  const name = charsetName(label);
  // A declaration that could be read as ASCII cannot be in UTF-16.
  return name === 'utf-16le' || name === 'utf-16be' ? 'utf-8' : name;
}

function decodeWith(body: Uint8Array, charset: string): string {
  const table = TABLE_NAMES[charset] ?? charset;
  const text =
    charset !== 'utf-8' && iconv.encodingExists(table)
      ? iconv.decode(body, table)
      : new TextDecoder(charset).decode(body);
  return toWellFormed(text);
}

/** Lone surrogates would be altered by storage and then differ for ever. */
function toWellFormed(text: string): string {
  return /\p{Surrogate}/u.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;
}
