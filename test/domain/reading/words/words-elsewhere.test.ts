// Words of natural languages stand in domain/reading/words alone: elsewhere a list would be known to one reader.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Says which names of data mean a stock; it reads keys, no text. */
const KEYS = 'config/selector/known-value.ts';

/** What a line says to the machine, without classes of signs and their ranges. */
function code(line: string): string {
  return /^\s*(?:\/\/|\/?\*)/.test(line)
    ? ''
    : line.replace(/\s\/\/ .*$/, '').replace(/\[[^\]]*\]|\\u[0-9a-f]{4}/g, ' ');
}

/** Letters beyond ASCII: the surest sign, and no list of several languages lacks them. */
function foreignWords(text: string): string[] {
  const words = text.split('\n').flatMap((line) => code(line).match(/\p{L}{2,}/gu) ?? []);
  return words.filter((word) => /[^\0-\x7f]/.test(word));
}

test('no other file of the rules lists words', () => {
  const files = readdirSync('domain', { recursive: true, encoding: 'utf8' });
  const listing = files
    .filter((file) => file.endsWith('.ts') && !file.startsWith('reading/words/') && file !== KEYS)
    .flatMap((file) =>
      foreignWords(readFileSync(`domain/${file}`, 'utf8')).map((word) => `${file}: ${word}`),
    );
  expect(listing).toEqual([]);
});
