// Tokens of XPath 1.0 expressions.

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  readonly text: string;
}

const PATTERN =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|("[^"]*"|'[^']*')|([\p{L}_][\p{L}\p{N}_.-]*(?::(?!:)(?:\*|[\p{L}_][\p{L}\p{N}_.-]*))?)|(\/\/|::|\.\.|!=|<=|>=|[/@()[\],|+*=<>.$-]))/uy;

/** Longest expression a job may use. */
const MAX_LENGTH = 4000;

export class XPathError extends Error {}

export function tokenise(source: string): Token[] {
  if (source.length > MAX_LENGTH) throw new XPathError('the expression is too long');
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (source.slice(PATTERN.lastIndex).trim() !== '') {
    const at = PATTERN.lastIndex;
    const match = PATTERN.exec(source);
    if (match === null) throw new XPathError(`unexpected text at ${at}`);
    const [, number, string, name, symbol] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1) });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'symbol', text: symbol ?? '' });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}
