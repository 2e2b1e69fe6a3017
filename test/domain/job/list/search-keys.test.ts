// docs/searching.md is what people read; the table of keys is what is searched by.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { JOB_FIELDS } from '../../../../domain/job/list/criterion.ts';
import { JOB_SEARCH_KEYS } from '../../../../domain/job/list/search-keys.ts';
import { JOB_SORTS } from '../../../../domain/job/list/sort.ts';
import { parseSearch } from '../../../../domain/job/search/parse-search.ts';

const DOCUMENT = readFileSync('docs/searching.md', 'utf8');

test('the document has a row for each key, and no other', () => {
  const rows = DOCUMENT.split('\n').filter((line) => line.startsWith('| `'));
  const wanted = JOB_SEARCH_KEYS.map(
    ({ key, means, example }) => `| \`${key}\` | ${means} | \`${example}\` |`,
  );
  expect(rows).toEqual(wanted);
});

test('every search in the document can be read', () => {
  const searches = [
    ...DOCUMENT.matchAll(/`(-?[a-z]+:[^`]+)`/g),
    ...DOCUMENT.matchAll(/--filter '([^']+)'/g),
    ...DOCUMENT.matchAll(/^ {4}(state:.*)$/gm),
  ].flatMap(([, text]) => (text === undefined || text === 'key:value' ? [] : [text]));
  expect(searches.length).toBeGreaterThan(20);
  const unreadable = searches.filter((text) => text !== 'url:' && !parseSearch(text, JOB_SEARCH_KEYS).ok);
  expect(unreadable.filter((text) => !/^[a-z]+:$/.test(text))).toEqual([]);
});

test('every order is named in the document', () => {
  for (const name of Object.keys(JOB_SORTS)) expect(DOCUMENT).toContain(`\`${name}\``);
});

test('every key but `is` names a field of the document', () => {
  const keys = JOB_SEARCH_KEYS.map(({ key }) => key).filter((key) => key !== 'is');
  expect(keys.filter((key) => !Object.hasOwn(JOB_FIELDS, key))).toEqual([]);
});
