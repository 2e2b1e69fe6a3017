import { describe, expect, test } from 'vitest';
import { isReadable } from '../../../../domain/web/fetch/binary-body.ts';
import { answerOutcome, answerUnfetched, hasBody } from '../../../../domain/run/dispatch/answer.ts';
import type { ScrapeAnswer } from '../../../../domain/run/dispatch/message.ts';
import type { FetchOutcome } from '../../../../domain/web/fetch/fetcher.ts';
import { type FetchFailure, FETCH_FAILURES } from '../../../../domain/web/fetch/reason.ts';
import { REASONS } from '../../../../domain/run/outcome.ts';
import { scrapeMessage } from '../../../support/scrape-message.ts';

const ended = {
  finalUrl: 'http://a/end',
  redirects: [],
  wireBytes: 9,
  timings: { dnsMs: 0, connectMs: 0, firstByteMs: 1, totalMs: 2.4 },
};
const answered = { ...ended, status: 200, headers: [{ name: 'etag', value: '"1"' }] };
const fetched = {
  ...answered,
  outcome: 'fetched',
  body: Buffer.from('<p>'),
  charset: null,
  contentType: 'text/html',
} as const;

const CASES: readonly [string, FetchOutcome, Partial<ScrapeAnswer>][] = [
  [
    'a page',
    fetched,
    { outcome: 'fetched', status: 200, headers: { etag: '"1"' }, finalUrl: 'http://a/end', elapsedMs: 2 },
  ],
  [
    'an image',
    { ...fetched, contentType: 'image/png' },
    { outcome: 'failed', reason: 'not-a-page', retryable: false },
  ],
  ['a 304', { ...answered, outcome: 'not-modified', status: 304 }, { outcome: 'not-modified', status: 304 }],
  [
    'a move',
    { ...answered, outcome: 'moved-to', status: 301, url: 'http://b/' },
    { outcome: 'moved-to', finalUrl: 'http://b/' },
  ],
  [
    'a 404',
    { ...answered, outcome: 'http-error', status: 404, retryable: false },
    { outcome: 'http-error', reason: 'not-found', retryable: false },
  ],
  ['a 410', { ...answered, outcome: 'http-error', status: 410, retryable: false }, { reason: 'not-found' }],
  [
    'a 429',
    { ...answered, outcome: 'http-error', status: 429, retryable: true, retryAfterMs: 5_000 },
    { reason: 'http-error', retryable: true, retryAfterMs: 5_000 },
  ],
  [
    'a private address',
    {
      ...ended,
      outcome: 'refused',
      reason: 'blocked-address',
      detail: '10.0.0.1 is private',
      retryable: false,
    },
    { outcome: 'refused', reason: 'address-not-allowed', detail: 'blocked-address' },
  ],
  [
    'a time-out',
    { ...ended, outcome: 'failed', reason: 'timeout', retryable: true, detail: 'x' },
    { outcome: 'failed', reason: 'timeout', retryable: true },
  ],
  [
    'a failed step without a picture',
    {
      ...ended,
      outcome: 'failed',
      reason: 'step-failed',
      retryable: true,
      detail: 'x',
      pictureFault: 'no time',
    },
    { outcome: 'failed', reason: 'step-failed', pictureFault: 'no time' },
  ],
];

describe('an ending of a fetch becomes an answer', () => {
  test.each(CASES)('tells the outcome of %s', (_name, outcome, expected) => {
    const answer = answerOutcome(scrapeMessage(), outcome, 77);
    expect(answer).toMatchObject({
      runId: 'r1',
      urlKey: 'k1',
      visit: 1,
      attempt: 1,
      kind: 'page',
      fetchedAt: 77,
      ...expected,
    });
    expect(hasBody(answer)).toBe(answer.outcome === 'fetched');
  });

  test('every failure has a reason of the closed list', () => {
    for (const reason of Object.keys(FETCH_FAILURES) as FetchFailure[]) {
      const failed = {
        ...ended,
        outcome: 'failed',
        reason,
        retryable: true,
        detail: 'x'.repeat(1_000),
      } as const;
      const answer = answerOutcome(scrapeMessage(), failed, 0);
      expect(answer.reason === undefined ? '' : REASONS[answer.reason].outcome).toBe('failed');
      // How the page stood when a step failed is told, too.
      expect(answer.detail?.length).toBe(reason === 'step-failed' ? 1_000 : 300);
    }
  });

  test('a proxy that is away is no failure of the page', () => {
    const failed = { ...ended, outcome: 'failed', reason: 'proxy', retryable: true, detail: 'away' } as const;
    expect(answerOutcome(scrapeMessage(), failed, 0)).toMatchObject({
      outcome: 'late',
      reason: 'proxy',
      detail: 'away',
    });
  });

  test('only pages are refused for their type', () => {
    const outcome = { ...fetched, contentType: 'application/octet-stream' };
    expect(answerOutcome(scrapeMessage({ kind: 'sitemap' }), outcome, 0).outcome).toBe('fetched');
  });

  test.each([
    ['an archive or an office document', 'PK\x03\x04' + '[Content_Types].xml'.repeat(9)],
    ['a picture', '\x89PNG\r\n\x1a\n' + 'IHDR'],
    ['compressed data', '\x1f\x8b\x08' + 'x'.repeat(90)],
    [
      'binary data',
      Array.from({ length: 900 }, (_, at) => String.fromCharCode((at * 167 + 13) % 256)).join(''),
    ],
  ])('%s sent as a web page is none', (kind, bytes) => {
    const outcome = { ...fetched, body: Buffer.from(bytes, 'latin1') };
    expect(answerOutcome(scrapeMessage(), outcome, 0)).toMatchObject({
      outcome: 'failed',
      reason: 'not-a-page',
      retryable: false,
      detail: `${kind}, sent as text/html`,
    });
    expect(answerOutcome(scrapeMessage({ kind: 'sitemap' }), outcome, 0).outcome).toBe('fetched');
  });

  test.each([
    ['utf-8', Buffer.from('<p>naïve – 東京</p>')],
    ['utf-16le', Buffer.from('<p>naïve – 東京</p>', 'utf16le')],
    [null, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>東京</p>', 'utf16le')])],
    ['windows-1251', Buffer.from([...Array(200).keys()].map((at) => 0xc0 + (at % 64)))],
    [null, Buffer.from([...Array(200).keys()].map((at) => 0xc0 + (at % 64)))],
    ['iso-2022-jp', Buffer.from('<p>\x1b$B%F%9%H\x1b(B</p>')],
    ['utf-8', Buffer.from('<p>a page with one \0 that slipped in</p>')],
    ['utf-8', Buffer.from('PK, GIF8 and %PDF are no beginnings of files here')],
    ['utf-8', Buffer.alloc(0)],
  ])('text in %s is read', (charset, body) => {
    expect(answerOutcome(scrapeMessage(), { ...fetched, charset, body }, 0).outcome).toBe('fetched');
  });

  test('a document is read whatever type it is sent as, and what only looks like one is not', () => {
    const answerTo = (contentType: string, text: string) =>
      answerOutcome(scrapeMessage(), { ...fetched, contentType, body: Buffer.from(text, 'latin1') }, 0)
        .outcome;
    expect(answerTo('text/html', '%PDF-1.7 ')).toBe('fetched');
    expect(answerTo('application/octet-stream', '\r\n%PDF-1.4\n')).toBe('fetched');
    expect(answerTo('application/octet-stream', 'A %PDF-1.4')).toBe('failed');
    expect(answerTo('application/zip', 'PK\x03\x04 photo.png')).toBe('failed');
  });

  test('a file is kept where a job names its address', () => {
    const message = scrapeMessage();
    const named = { ...message, fetch: { ...message.fetch, files: true as const } };
    const answerTo = (contentType: string, text: string) =>
      answerOutcome(named, { ...fetched, contentType, body: Buffer.from(text, 'latin1') }, 0).outcome;
    expect(answerTo('image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR')).toBe('fetched');
    expect(answerTo('application/zip', 'PK\x03\x04 photo.png')).toBe('fetched');
    expect(answerTo('text/html', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR')).toBe('fetched');
    expect(answerTo('text/html', '\x1f\x8b\x08' + 'x'.repeat(90))).toBe('failed');
  });

  test('a header too long to be kept whole is dropped', () => {
    const headers = [{ name: 'link', value: 'x'.repeat(5_000) }, ...answered.headers];
    expect(answerOutcome(scrapeMessage(), { ...fetched, headers }, 0).headers).toEqual({ etag: '"1"' });
  });

  test('what was not fetched is worth another try', () => {
    expect(answerUnfetched(scrapeMessage(), 'late', 5)).toMatchObject({
      outcome: 'late',
      retryable: true,
      fetchedAt: 5,
    });
  });
});

test.each([
  ['text/html', true],
  ['application/xhtml+xml', true],
  ['application/rss+xml', true],
  ['application/json', true],
  ['application/ld+json', true],
  ['text/plain', true],
  ['', true],
  ['application/x-ndjson', true],
  ['application/yaml', true],
  ['image/svg+xml', false],
  ['application/pdf', false],
  ['application/octet-stream', false],
  ['video/mp4', false],
])('%s is readable: %s', (type, readable) => {
  expect(isReadable(type)).toBe(readable);
});
