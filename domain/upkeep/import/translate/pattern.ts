// Patterns of Python and plain texts as rules about text: `/pattern/flags`, and replacements with `$1`.

export interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

/** Flags in front of a pattern, `(?im)…`, go behind it; a, u and L change nothing here. */
export function pythonPattern(written: string): Pattern {
  const [whole = '', inner = ''] = /^\(\?([aiLmsux]+)\)/.exec(written) ?? [];
  return {
    pattern: written.slice(whole.length),
    flags: [...new Set(inner.replaceAll(/[aLu]/g, ''))].join(''),
  };
}

export function slashed({ pattern, flags }: Pattern): string {
  return `/${pattern}/${flags}`;
}

/** A pattern as Python writes it, as a rule about text. */
export function patternRule(written: string): string {
  return slashed(pythonPattern(written));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** A rule that heeds case, as plain texts here do not. */
export function exactText(text: string): string {
  const hasCase = text.toLowerCase() !== text.toUpperCase();
  return hasCase || text.trim() !== text || text.startsWith('/') ? `/${escaped(text)}/` : text;
}

/** Whether it has groups that are kept. */
export function hasGroups(pattern: string): boolean {
  return withoutGroups(pattern) !== pattern;
}

/** The same pattern with groups that keep nothing. */
export function withoutGroups(pattern: string): string {
  return pattern.replaceAll(
    /(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\(\?P<\w+>|\((?!\?)/gs,
    (_, kept: string | undefined) => kept ?? '(?:',
  );
}

/** `\1`, `\g<name>` and `\n` of Python; a dollar is written twice. */
export function pythonReplacement(written: string): string {
  return written
    .replaceAll('$', '$$$$')
    .replaceAll(/\\g<(\w+)>|\\(\d{1,2})|\\(.)/gs, (...[, named, digits, letter]: string[]) => {
      const group = named ?? digits;
      if (group !== undefined) return `\${${group}}`;
      return letter === 'n' ? '\n' : letter === 't' ? '\t' : (letter ?? '');
    });
}
