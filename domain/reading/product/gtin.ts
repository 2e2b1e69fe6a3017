// Trade item numbers (EAN, UPC, ISBN-13, GTIN-14) with their check digit.

const LENGTHS: ReadonlySet<number> = new Set([8, 12, 13, 14]);

/** Digits only, or undefined when length or check digit are wrong. */
export function parseGtin(text: string): string | undefined {
  const digits = text.replace(/^(?:gtin|ean|upc|isbn)[\s:-]*/i, '').replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits) || !LENGTHS.has(digits.length) || /^0+$/.test(digits)) return undefined;
  let sum = 0;
  for (let at = 0; at < digits.length - 1; at++) {
    const fromRight = digits.length - 2 - at;
    sum += (digits.charCodeAt(at) - 48) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10 === digits.charCodeAt(digits.length - 1) - 48 ? digits : undefined;
}
