import { expect, test } from 'vitest';
import { fetchRequest } from '../../../../domain/run/dispatch/fetch-request.ts';
import { ROBOTS_LIMITS, SITEMAP_LIMITS } from '../../../../domain/web/fetch/fetcher.ts';
import { scrapeMessage } from '../../../support/scrape-message.ts';

test('a page obeys the limits of its job and the hops already made', () => {
  const request = fetchRequest(scrapeMessage({ hops: 4, deadlineMs: 7_000, validators: { etag: '"1"' } }));
  expect(request).toMatchObject({ maxRedirects: 6, deadlineMs: 7_000, maxDecodedBytes: 20 * 1024 * 1024 });
  expect(request.validators).toEqual({ etag: '"1"' });
});

test('robots.txt and sitemaps have limits of their own', () => {
  expect(fetchRequest(scrapeMessage({ kind: 'robots', deadlineMs: 60_000 }))).toMatchObject({
    maxDecodedBytes: ROBOTS_LIMITS.maxDecodedBytes,
    deadlineMs: ROBOTS_LIMITS.deadlineMs,
  });
  expect(fetchRequest(scrapeMessage({ kind: 'sitemap' })).maxDecodedBytes).toBe(
    SITEMAP_LIMITS.maxDecodedBytes,
  );
});

test("the job's headers travel by name", () => {
  const { fetch } = scrapeMessage();
  const headers = [{ name: 'accept-language', value: 'de' }];
  expect(fetchRequest(scrapeMessage({ fetch: { ...fetch, headers } })).headers).toEqual({
    'accept-language': 'de',
  });
});
