// A text with `*` as a test and as a regular expression that any store understands. Untrusted text is escaped; the
// expression reads each text once (atomic groups by look-ahead and back reference), whatever it contains.

export interface TextPattern {
  /** The literal parts between the stars, in order; never empty as a whole. */
  readonly parts: readonly string[];
  /** The text has to begin, or to end, with the first, or the last, part. */
  readonly fromStart: boolean;
  readonly toEnd: boolean;
}

/** `whole`: without a star the whole text has to be equal; otherwise it is found anywhere. */
export function toPattern(text: string, { whole }: { readonly whole: boolean }): TextPattern {
  const isBound = whole || text.includes('*');
  return {
    parts: text.split('*').filter((part) => part !== ''),
    fromStart: isBound && !text.startsWith('*'),
    toEnd: isBound && !text.endsWith('*'),
  };
}

export function patternSource({ parts, fromStart, toEnd }: TextPattern): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined)
    return `${fromStart ? '^' : ''}${escaped(only)}${toEnd ? '$' : ''}`;
  const steps = parts.map((part, index) => {
    const literal = escaped(part);
    if (index === 0 && fromStart) return literal;
    if (index === parts.length - 1 && toEnd) return `[\\s\\S]*${literal}$`;
    const group = index + (fromStart ? 0 : 1);
    return `(?=([\\s\\S]*?${literal}))\\${group}`;
  });
  return `^${steps.join('')}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|\-/]/g, String.raw`\$&`);
}
