// Percent-encoding brought to one spelling (RFC 3986 section 6.2.2): what needs no escape is written plainly,
// escapes have upper-case digits, a lone percent sign is escaped itself.

const UNRESERVED = /[A-Za-z0-9\-._~]/;
// In a path these mean themselves, escaped or not; / ; % ? # do not.
const PLAIN_IN_PATH = /[A-Za-z0-9\-._~!$&'()*+,:=@]/;
// Within a form-encoded query these mean themselves, escaped or not; & = + # % ; do not.
const PLAIN_IN_QUERY = /[A-Za-z0-9\-._~/:@,!'()*$?]/;
// Allowed raw by the URL standard, escaped by half of all software.
const ESCAPED_BY_SOME = /["'<>[\]\\^`{|}]/g;

export function normalizePathEscapes(path: string): string {
  return path.includes('%')
    ? path.replace(/%([0-9a-f]{2})?/gi, (_all, hex?: string) => respell(hex, UNRESERVED))
    : path;
}

/** A path for telling pages apart: also what servers decode alike has one spelling. */
export function foldPathEscapes(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})?/gi, (_all, hex?: string) => respell(hex, PLAIN_IN_PATH))
    .replace(ESCAPED_BY_SOME, (char) => (char === "'" ? char : escape(char)));
}

/** One name or value of a query; blanks become `%20`. */
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
