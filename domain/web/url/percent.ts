// One spelling of percent-encoding (RFC 3986 section 6.2.2): characters that need no escape are not escaped,
// escapes have upper-case digits, a lone percent sign is escaped itself.

const UNRESERVED = /[A-Za-z0-9\-._~]/;
// These characters mean the same in a path escaped or not; / ; % ? # do not.
const PLAIN_IN_PATH = /[A-Za-z0-9\-._~!$&'()*+,:=@]/;
// These characters mean the same in a form-encoded query escaped or not; & = + # % ; do not.
const PLAIN_IN_QUERY = /[A-Za-z0-9\-._~/:@,!'()*$?]/;
// The URL standard allows these unescaped, but half of all software escapes them.
const ESCAPED_BY_SOME = /["'<>[\]\\^`{|}]/g;

export function normalizePathEscapes(path: string): string {
  return path.includes('%')
    ? path.replace(/%([0-9a-f]{2})?/gi, (_all, hex?: string) => respell(hex, UNRESERVED))
    : path;
}

/** A path as it is compared: spellings that servers decode alike become one. */
export function foldPathEscapes(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})?/gi, (_all, hex?: string) => respell(hex, PLAIN_IN_PATH))
    .replace(ESCAPED_BY_SOME, (char) => (char === "'" ? char : escape(char)));
}

/** Normalises one name or value of a query; blanks become `%20`. */
export function normalizeQueryEscapes(text: string): string {
  let result = text;
  if (text.includes('%')) {
    result = result.replace(/%([0-9a-f]{2})?/gi, (_all, hex?: string) => respell(hex, PLAIN_IN_QUERY));
  }
  return result
    .replaceAll('+', '%20')
    .replace(ESCAPED_BY_SOME, (char) => (char === "'" ? char : escape(char)));
}

function respell(hex: string | undefined, plain: RegExp): string {
  if (hex === undefined) return '%25';
  const char = String.fromCharCode(Number.parseInt(hex, 16));
  return plain.test(char) ? char : `%${hex.toUpperCase()}`;
}

function escape(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
