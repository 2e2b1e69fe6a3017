// Scope, globs and traps of a crawl.
import { describe, expect, it } from 'vitest';
import { matchesGlob, parseGlob } from '../../../../domain/web/url/glob.ts';
import { createScope } from '../../../../domain/web/url/scope.ts';
import { trapReason } from '../../../../domain/web/url/trap.ts';
import { inTime } from '../../../support/in-time.ts';

describe('a scope', () => {
  it('keeps to the host of its start', () => {
    const { judge } = createScope({ start: 'https://www.example.com/', sameHost: true });
    expect(judge('https://www.example.com/a')).toEqual({ in: true });
    expect(judge('https://example.com/a')).toEqual({ in: false, reason: 'other-host' });
    expect(judge('https://www.example.com:8443/a')).toEqual({ in: false, reason: 'other-host' });
  });

  it('or to its registrable domain', () => {
    const { judge } = createScope({ start: 'https://www.example.co.uk/', sameDomain: true });
    expect(judge('https://shop.example.co.uk/')).toEqual({ in: true });
    expect(judge('https://other.co.uk/')).toEqual({ in: false, reason: 'other-domain' });
  });

  it('includes, excludes and ends by patterns and depth', () => {
    const { judge } = createScope({
      start: 'https://x.com/',
      sameHost: true,
      includePatterns: ['/docs/', 'x.com/blog/*'],
      excludePatterns: ['**?print=*'],
      maxDepth: 2,
    });
    expect(judge('https://x.com/docs/a/b', 2)).toEqual({ in: true });
    expect(judge('https://x.com/blog/post')).toEqual({ in: true });
    expect(judge('https://x.com/blog/2024/post')).toEqual({ in: false, reason: 'not-included' });
    expect(judge('https://x.com/docs/a?print=1')).toEqual({ in: false, reason: 'excluded' });
    expect(judge('https://x.com/docs/a', 3)).toEqual({ in: false, reason: 'too-far' });
  });
});

describe('a glob', () => {
  it.each([
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/c', false],
    ['/a/**', '/a/b/c', true],
    ['/a/*/c', '/a/b/c', true],
    ['**/x.html', '/a/b/x.html', true],
    ['/a?b=*', '/a?b=1', true],
    ['/a?b=*', '/axb=1', false],
    ['/a', '/ab', false],
    ['', '', true],
  ])('%s on %s: %s', (pattern, text, expected) =>
    expect(matchesGlob(parseGlob(pattern), text)).toBe(expected),
  );

  it('stays linear on patterns made to hurt', () => {
    const glob = parseGlob(`${'**a'.repeat(40)}b`);
    expect(inTime(1_000, () => matchesGlob(glob, 'a'.repeat(2_000)))).toBe(false);
  });
});

describe('a trap', () => {
  it.each([
    ['https://x.com/en/a/en/b', null],
    ['https://x.com/2024/01/01/01/01/', null],
    ['https://x.com/a/b/a/b/a/b/a/b', 'repeated-segments'],
    [`https://x.com/${'s/'.repeat(40)}`, 'too-deep'],
    [`https://x.com/?${'a=1&'.repeat(40)}`, 'too-many-parameters'],
    [`https://x.com/${'a'.repeat(3_000)}`, 'too-long'],
  ])('is judged in %s: %s', (url, reason) => expect(trapReason(url)).toBe(reason));
});
