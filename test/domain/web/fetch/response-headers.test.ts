// The response headers that steer a fetch.
import { describe, expect, it } from 'vitest';
import {
  parseContentType,
  parseLocation,
  parseRetryAfter,
} from '../../../../domain/web/fetch/response-headers.ts';

const NOW_MS = Date.UTC(2026, 0, 1);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 1_000],
    ['1e12', null],
    ['86400', 86_400_000],
    ['999999999999', 604_800_000],
    ['-5', 1_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Fri, 31 Dec 9999 00:00:00 GMT', 604_800_000],
    ['Mon, 01 Jan 2024 00:00:00 GMT', 1_000],
    ['soon', null],
    ['', null],
  ])('reads the time to wait from "%s"', (value, expected) =>
    expect(parseRetryAfter(value, NOW_MS)).toBe(expected),
  );
});

describe('Content-Type', () => {
  it.each([
    ['Text/HTML; Charset="UTF-8"', { mediaType: 'text/html', charset: 'utf-8' }],
    ['text/html;foo=bar;charset=koi8-r', { mediaType: 'text/html', charset: 'koi8-r' }],
    ['text/html, text/html', { mediaType: 'text/html', charset: null }],
    [undefined, { mediaType: '', charset: null }],
  ])('reads type and charset from "%s"', (value, expected) =>
    expect(parseContentType(value)).toEqual(expected),
  );
});

describe('Location', () => {
  it('resolves, and reads raw UTF-8 bytes as such', () => {
    expect(parseLocation('../b', 'https://x.com/a/c/d')).toBe('https://x.com/a/b');
    expect(parseLocation('/caf\u00c3\u00a9', 'https://x.com/')).toBe('https://x.com/caf%C3%A9');
    expect(parseLocation('', 'https://x.com/')).toBeNull();
    expect(parseLocation('http://', 'https://x.com/')).toBeNull();
  });
});
