import { expect, test } from 'vitest';
import { httpInstead, NO_DRAFT, withScheme } from '../../../../dashboard/job/new-job/draft.ts';

test.each([
  ['', ''],
  [' shop.example ', 'https://shop.example'],
  ['shop.example/a?next=http://b.example/', 'https://shop.example/a?next=http://b.example/'],
  ['shop.example:8080/a', 'https://shop.example:8080/a'],
  ['localhost:3000', 'https://localhost:3000'],
  ['//shop.example/a', 'https://shop.example/a'],
  ['http://shop.example/', 'http://shop.example/'],
  ['HTTPS://shop.example/', 'HTTPS://shop.example/'],
  // A scheme with a typing error is told as one; it is no host.
  ['htp:/x', 'htp:/x'],
  ['htp://shop.example/', 'htp://shop.example/'],
  ['http:/shop.example/', 'http:/shop.example/'],
  ['mailto:me@shop.example', 'mailto:me@shop.example'],
])('the address "%s" is looked at as "%s"', (typed, address) => {
  expect(withScheme(typed)).toBe(address);
});

const LOOK = { url: 'https://shop.example/', outcome: 'unfetched', problem: { reason: 'connect' } };
const GUESSED = { ...NO_DRAFT, scheme: 'guessed' } as const;

test.each(['connect', 'tls', 'timeout', 'reset', 'robots-unreachable'])(
  'where nobody named a scheme and https ends with %s, http is looked at',
  (reason) => {
    expect(httpInstead(GUESSED, { ...LOOK, problem: { reason } })).toBe('http://shop.example/');
  },
);

test.each([
  ['the scheme was typed', { ...GUESSED, scheme: 'typed' as const }, LOOK],
  ['http was looked at already', { ...GUESSED, scheme: 'fallback' as const }, LOOK],
  ['the page was had', GUESSED, { ...LOOK, outcome: 'understood', problem: null }],
  ['it is still looked at', GUESSED, { ...LOOK, outcome: 'pending', problem: null }],
  ['nobody has such a host', GUESSED, { ...LOOK, problem: { reason: 'dns' } }],
])('the look stands where %s', (_, draft, look) => {
  expect(httpInstead(draft, look)).toBeNull();
});
