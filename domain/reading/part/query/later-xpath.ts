// Tells expressions of XPath 2.0 and later, which are not read, so that the message can say so.

/** Signs of a later XPath outside of quoted texts: `if (…)`, `for $a`, `a || b`, `(1 to 3)`, `a eq b`, `//a/string()`. */
const LATER_XPATH =
  /\|\||:=|=>|\b(?:if|for|some|every|let)\s*[($]|\s(?:eq|ne|lt|le|gt|ge|idiv|to|union|intersect|except)\s|\/\s*[\w-]+\(|\bxs:|(?:^|[^\w-])\([^()]*,|\b(?:tokenize|distinct-values|current-date|current-dateTime|min|max|avg|abs|data|index-of|reverse|head|tail|subsequence|format-number|codepoints-to-string)\(/;

/** What is said of an expression of a later XPath. */
export const READS_XPATH_1 =
  'this is XPath 2.0 or later, which is not supported; XPath 1.0 is, with matches(), replace(), ends-with(), lower-case(), upper-case(), string-join(), exists() and empty()';

export function isLaterXPath(expression: string): boolean {
  return LATER_XPATH.test(expression.replace(/"[^"]*"|'[^']*'/g, '""'));
}
