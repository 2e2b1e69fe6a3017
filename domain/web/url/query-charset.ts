// Queries of links in non-UTF-8 pages: browsers encode them in the page's charset, servers expect it.
import iconv from 'iconv-lite';

/** Escapes the query's non-ASCII characters in `charset`; UTF-8 for what it lacks and for UTF-16. */
export function encodeQuery(href: string, charset: string | undefined): string {
  if (charset === undefined || /^utf-?(?:8|16)/i.test(charset) || !/[\u0080-\uffff]/.test(href)) return href;
  const query = href.indexOf('?');
  const encode = encoderOf(charset);
  if (query === -1 || encode === null) return href;
  const fragment = href.indexOf('#', query);
  const end = fragment === -1 ? href.length : fragment;
  return href.slice(0, query) + escapeWith(href.slice(query, end), encode) + href.slice(end);
}

type Encode = (text: string) => Uint8Array | null;

function encoderOf(charset: string): Encode | null {
  if (/^(?:cs)?iso-?2022-?jp$/i.test(charset)) return encodeIso2022Jp;
  return iconv.encodingExists(charset) ? (text) => encodeExactly(text, charset) : null;
}

function encodeExactly(text: string, charset: string): Uint8Array | null {
  const bytes = iconv.encode(text, charset);
  return iconv.decode(bytes, charset) === text ? bytes : null;
}

/** JIS X 0208 between its escape sequences: the same rows and cells as EUC-JP without the eighth bit. */
function encodeIso2022Jp(text: string): Uint8Array | null {
  const euc = encodeExactly(text, 'euc-jp');
  // 0x8e and 0x8f introduce half-width kana and the supplementary set, which this encoding lacks.
  if (euc === null || euc.some((byte) => byte < 0xa1)) return null;
  return Uint8Array.from([0x1b, 0x24, 0x42, ...euc.map((byte) => byte & 0x7f), 0x1b, 0x28, 0x42]);
}

function escapeWith(text: string, encode: Encode): string {
  return text.replace(/[\u0080-\uffff]+/g, (run) => {
    const bytes = encode(run);
    if (bytes === null) return run;
    return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
