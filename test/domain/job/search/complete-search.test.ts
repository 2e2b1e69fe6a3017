import { expect, test } from 'vitest';
import { JOB_SEARCH_KEYS } from '../../../../domain/job/list/search-keys.ts';
import { completeSearch } from '../../../../domain/job/search/complete-search.ts';
import { parseSearch } from '../../../../domain/job/search/parse-search.ts';

/** The caret stands at the bar. */
function complete(written: string) {
  const caret = written.indexOf('|');
  const text = written.replace('|', '');
  const known = { tag: ['shop', 'kitchen sale'], host: ['larch.example'] };
  return completeSearch({ text, caret, keys: JOB_SEARCH_KEYS, known }).map(({ from, to, insert }) =>
    [text.slice(0, from), insert, text.slice(to)].join(''),
  );
}

test.each([
  ['st|', 'state:'],
  ['-st|', '-state:'],
  ['tag:shop st|', 'tag:shop state:'],
  ['st| tag:shop', 'state: tag:shop'],
  ['state:ru|', 'state:running'],
  ['state:paused,ru|', 'state:paused,running'],
  ['state:ru|nn,paused', 'state:running,paused'],
  ['tag:|', 'tag:shop'],
  ['tag:kit|', 'tag:"kitchen sale"'],
  ['host:|', 'host:larch.example'],
  ['changed:|', 'changed:<24h'],
  ['changed:<5|', 'changed:<5d'],
  ['changed:ne|', 'changed:never'],
  ['price:|', 'price:<100'],
])('%s may become %s', (written, wanted) => {
  expect(complete(written)).toContain(wanted);
});

test('an empty search is offered every key', () => {
  expect(complete('|')).toHaveLength(JOB_SEARCH_KEYS.length);
});

test('behind an unknown key nothing is offered', () => {
  expect(complete('colour:r|')).toEqual([]);
});

test('the example of every key can be searched for', () => {
  for (const { example } of JOB_SEARCH_KEYS)
    expect(parseSearch(example, JOB_SEARCH_KEYS), example).toMatchObject({ ok: true });
});
