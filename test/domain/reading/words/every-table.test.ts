// Every table of words: its lines are of languages that exist, or of no language, and every line alone is a pattern.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { WordLists } from '../../../../domain/reading/words/word-lists.ts';

const FOLDER = 'domain/reading/words';
/** Lines of what is the same everywhere: signs, names of systems that readers and machines share. */
const NO_LANGUAGE = new Set(['signs', 'networks', 'systems', 'codes', 'services']);
const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

function isTable(value: unknown): value is WordLists {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).length > 0 &&
    Object.entries(value).every(([key, words]) => /^[a-z ]+$/.test(key) && typeof words === 'string')
  );
}

async function tablesOf(file: string): Promise<[string, WordLists][]> {
  const all: Record<string, unknown> = await import(resolve(FOLDER, file));
  return Object.entries(all).flatMap(([name, value]) => (isTable(value) ? [[`${file} ${name}`, value]] : []));
}

const tables = (await Promise.all(files.map(tablesOf))).flat();

test('there are as many tables as readers need', () => {
  expect(tables.length).toBeGreaterThan(100);
});

test.each(tables)('the lines of %s are of languages that exist', (_name, table) => {
  const languages = Object.keys(table).flatMap((key) => key.split(' '));
  const unknown = languages.filter(
    (language) => !NO_LANGUAGE.has(language) && NAMES.of(language) === undefined,
  );
  expect(unknown).toEqual([]);
});

test.each(tables)('each line of %s is a pattern, and none of them fits nothing at all', (_name, table) => {
  for (const [languages, words] of Object.entries(table))
    for (const text of ['', 'x'])
      expect(new RegExp(`^(?:${words})$`, 'iu').test(text), languages).toBe(false);
});
