// Takes the text of a JSONPath filter or union apart where a mark stands outside of quotes and brackets.

const PIECE = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|=~\s*\/(?:[^/\\]|\\.)*\/\w*|\|\||&&|[^]/g;

/** "a == 'x||y' || (b && c)" by "||" → two parts. */
export function splitOutside(text: string, mark: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const piece of text.match(PIECE) ?? []) {
    if (piece === '(' || piece === '[') depth += 1;
    if (piece === ')' || piece === ']') depth -= 1;
    if (piece === mark && depth === 0) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}

/** "(a && (b))" → "a && (b)"; "(a) && (b)" stays. */
export function withoutParentheses(text: string): string {
  const inner = text.trim();
  if (!inner.startsWith('(') || !inner.endsWith(')')) return inner;
  let depth = 0;
  let left = inner.length;
  for (const piece of inner.match(PIECE) ?? []) {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    left -= piece.length;
    if (depth === 0 && left > 0) return inner;
  }
  return withoutParentheses(inner.slice(1, -1));
}
