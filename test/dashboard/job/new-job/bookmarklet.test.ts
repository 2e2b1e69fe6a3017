// What a link to New job brings, and the bookmarklet that makes one.
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bookmarkletOf, markedOfLink } from '../../../../dashboard/job/new-job/bookmarklet.ts';

test.each([
  ['Monday to Friday', 'Monday to Friday'],
  ['  two\n\tlines ', 'two lines'],
  ['x'.repeat(10_000), 'x'.repeat(500)],
  ['  ', null],
  [undefined, null],
  [['a'], null],
])('of %j it takes %j as marked', (text, marked) => {
  expect(markedOfLink(text)).toBe(marked);
});

/** Runs it as a browser does: what is behind the colon, with its escapes undone. */
function opened(href: string, selection: string): string[] {
  const bookmarklet = bookmarkletOf('http://127.0.0.1:4600');
  expect(bookmarklet).toMatch(/^javascript:[\w%().!~*'-]+$/);
  const calls: string[] = [];
  runInNewContext(decodeURIComponent(bookmarklet.slice('javascript:'.length)), {
    location: { href },
    getSelection: () => ({ toString: () => selection }),
    open: (...args: string[]) => calls.push(...args),
  });
  return calls;
}

test('the bookmarklet opens New job with the address of the page and what is marked on it', () => {
  const [url = '', ...how] = opened('https://shop.test/a?b=1&c#d', ' 12 €\nin stock ');
  expect(how).toEqual(['_blank', 'noopener']);
  expect(new URL(url).pathname).toBe('/jobs/new');
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    url: 'https://shop.test/a?b=1&c#d',
    text: '12 €\nin stock',
  });
});

test('without a selection it brings the address alone, and of a long one no more than is of use', () => {
  expect(opened('https://shop.test/', '')[0]).toBe(
    'http://127.0.0.1:4600/jobs/new?url=https%3A%2F%2Fshop.test%2F',
  );
  const [long = ''] = opened('https://shop.test/', '&text='.repeat(1_000));
  expect(new URL(long).searchParams.getAll('text').map((text) => text.length)).toEqual([500]);
});
