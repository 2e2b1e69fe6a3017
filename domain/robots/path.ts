// One spelling for paths and patterns (RFC 9309 section 2.2.2), and the matching of one against the other without
// backtracking. Addresses come as they are requested, percent-encoded; patterns are written by people and are not.

// `/~joe` is the one escape seen in the wild that means itself; escaped letters and digits are left as they stand,
// as Google's parser leaves them.
const NEEDS_NO_ESCAPE = /[-._~]/;
const PLAIN = /^[\w\-.~/?=&:,+!'();@]*$/;
const encoder = new TextEncoder();

/** A pattern of a rule: `*` stays, `$` stays at the end; elsewhere it is a character like others. */
export function normalizePattern(text: string): string {
  const anchored = text.endsWith('$');
  const body = (anchored ? text.slice(0, -1) : text)
    .split('*')
    .map((piece) => respell(piece, (chars) => escapeEach(chars)))
    .join('*');
  return anchored ? `${body}$` : body;
}

/** Path, parameters and query of an address, also of one without scheme or host; `/` for nothing. */
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

/** Both normalised. A pattern matches a beginning of the path, the whole of it when it ends in `$`. */
export function matchesPattern(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...rest] = pieces;
  if (!path.startsWith(first)) return false;
  const last = anchored ? rest.pop() : undefined;
  // Each piece at its earliest place leaves the most room for those behind it.
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

/** Characters beyond ASCII never stand in a requested address; left alone, they match no pattern. */
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
