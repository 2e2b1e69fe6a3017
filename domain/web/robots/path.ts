// One spelling for paths and patterns (RFC 9309 section 2.2.2), and matching without backtracking. URLs are
// percent-encoded as they are requested; patterns are written by people and are not.

// What an address may hold unescaped and means the same either way. Escaped letters and digits stay, as in Google's;
// so do the characters that part an address: `%2F`, `%3F`, `%26`.
const NEEDS_NO_ESCAPE = /[-._~:@,!'()]/;
const PLAIN = /^[\w\-.~/?=&:,+!'();@]*$/;
const encoder = new TextEncoder();

/** Normalises a rule's pattern: `*` stays, `$` stays at the end; elsewhere `$` is an ordinary character. */
export function normalizePattern(text: string): string {
  const anchored = text.endsWith('$');
  const body = (anchored ? text.slice(0, -1) : text)
    .split('*')
    .map((piece) => respell(piece, (chars) => escapeEach(chars)))
    .join('*');
  return anchored ? `${body}$` : body;
}

/** Path, parameters and query of a URL, also without scheme or host; `/` if empty. */
export function pathOf(url: string): string {
  const end = url.indexOf('#');
  const text = end === -1 ? url : url.slice(0, end);
  if (text.startsWith('/') && !text.startsWith('//')) return normalizePath(text);
  const scheme = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.exec(text);
  const from = scheme?.[0].length ?? 0;
  const start = text.slice(from).search(/[/?;]/);
  if (start === -1) return '/';
  const path = text.slice(from + start);
  return normalizePath(path.startsWith('/') ? path : `/${path}`);
}

/** Both normalised. A pattern matches the beginning of the path, or the whole path if it ends in `$`. */
export function matchesPattern(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = pieces;
  if (!path.startsWith(first)) return false;
  const last = anchored ? rest.pop() : undefined;
  // The earliest match of each piece leaves the most room for the pieces after it.
  let at = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!anchored) return true;
  if (last === undefined) return at === path.length;
  return path.length - last.length >= at && path.endsWith(last);
}

/** A requested URL has no non-ASCII characters; they are left as they are and match no pattern. */
function normalizePath(path: string): string {
  return respell(path, (chars) => chars.replace(/[ -~]+/g, escapeEach));
}

function respell(text: string, escapeOthers: (chars: string) => string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/%[0-9a-f]{2}|[^\w\-.~/?=&:,+!'();@]/giu, (part) => {
    if (part.length !== 3) return escapeOthers(part);
    const char = String.fromCharCode(Number.parseInt(part.slice(1), 16));
    return NEEDS_NO_ESCAPE.test(char) ? char : part.toUpperCase();
  });
}

function escapeEach(text: string): string {
  let result = '';
  for (const byte of encoder.encode(text)) result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return result;
}
