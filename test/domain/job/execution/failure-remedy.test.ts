// What a failed run advises, by the reason most of its pages have.
import { expect, test } from 'vitest';
import { failureRemedy } from '../../../../domain/job/execution/failure-remedy.ts';

test.each([
  ['pages that were refused', { 'http-error': 61 }, /403 or 429, it blocks us/],
  ['walls and captchas', { unjudged: 4, 'http-error': 3 }, /captcha .* it blocks us/],
  ['a host that is away', { 'host-unavailable': 4 }, /Open the site in a browser/],
  ['a key that is lost', { 'secret-unreadable': 1 }, /Bring the key back/],
  ['a browser that is not there', { 'no-browser': 3 }, /Install a browser/],
  ['anything else', { 'parse-failed': 3 }, /raise `tolerance` if this many are normal/],
  ['what failed, not what was stored', { 'same-bytes': 9, 'secret-unreadable': 8 }, /Bring the key back/],
  ['what counts, not pages that were never there', { 'not-found': 9, timeout: 8 }, /Open the site/],
  ['nothing that is known', { constructor: 3 }, /raise `tolerance`/],
] as const)('it is about %s', (_what, reasons, remedy) => {
  expect(failureRemedy(reasons)).toMatch(remedy);
});
