// Glob patterns over URLs, matched without regular expressions in time proportional to pattern × URL. `*`
// stands for any characters but `/`, `**` for any characters; every other character, `?` included, stands for
// itself.

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'star' }
  | { readonly kind: 'globstar' };

export type Glob = readonly Token[];

export function parseGlob(pattern: string): Glob {
  const tokens: Token[] = [];
  for (const part of pattern.split(/(\*+)/)) {
    if (part === '') continue;
    if (part === '*') tokens.push({ kind: 'star' });
    else if (part.startsWith('*')) tokens.push({ kind: 'globstar' });
    else tokens.push({ kind: 'text', text: part });
  }
  return tokens;
}

export function matchesGlob(glob: Glob, text: string): boolean {
  // Positions in the text at which a match of the tokens so far can end.
  let ends = new Set<number>([0]);
  for (const token of glob) {
    ends = advance(token, ends, text);
    if (ends.size === 0) return false;
  }
  return ends.has(text.length);
}

function advance(token: Token, starts: ReadonlySet<number>, text: string): Set<number> {
  const ends = new Set<number>();
  switch (token.kind) {
    case 'text':
      for (const start of starts) if (text.startsWith(token.text, start)) ends.add(start + token.text.length);
      return ends;
    case 'globstar':
      for (let end = Math.min(...starts); end <= text.length; end += 1) ends.add(end);
      return ends;
    case 'star':
      for (const start of starts) {
        for (let end = start; end <= text.length && !ends.has(end); end += 1) {
          ends.add(end);
          if (text[end] === '/') break;
        }
      }
      return ends;
  }
}
