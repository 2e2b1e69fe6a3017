import { describe, expect, test } from 'vitest';
import { pageOfPayload, readDeadMessage } from '../../../../domain/upkeep/dead-letter/broken-message.ts';
import { scrapeMessage } from '../../../support/scrape-message.ts';

const AT = new Date('2026-03-01T10:00:00Z');
const good = scrapeMessage();
const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const read = (body: Uint8Array, cause = 'rejected', deliveries = 1) =>
  readDeadMessage({ messageId: 'm', body, cause, deliveries, at: AT });

describe('what was wrong with a dead message', () => {
  test.each([
    ['no JSON', new TextEncoder().encode('hello'), 'undecodable', 'no JSON object'],
    ['a list', text([good]), 'undecodable', 'no JSON object'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), 'undecodable', 'no JSON object'],
    ['another version', text({ ...good, v: 9 }), 'unknown-version', 'Its version is 9'],
    ['no version', text({ url: 'https://a.test/' }), 'unknown-version', 'Its version is not there'],
    ['no address', text({ ...good, url: '' }), 'undecodable', ': url.'],
    ['another kind', text({ ...good, kind: 'x', visit: '1' }), 'undecodable', ': kind, visit.'],
    ['nothing wrong', text(good), 'rejected', 'RabbitMQ says: rejected.'],
  ])('is said of a message with %s', (_, body, reason, detail) => {
    const broken = read(body);
    expect(broken.reason).toBe(reason);
    expect(broken.detail).toContain(detail);
  });

  test('too many deliveries are told before anything else', () => {
    expect(read(text(good), 'delivery_limit', 21)).toMatchObject({
      reason: 'delivery-limit',
      attempts: 21,
      jobId: good.jobId,
      url: good.url,
    });
  });

  test('bytes that are no text are kept as base64, a long body by its beginning', () => {
    expect(read(new Uint8Array([0xff, 0xfe])).payload).toEqual({ text: '//4=', encoding: 'base64' });
    const long = read(new TextEncoder().encode(`x${'é'.repeat(40_000)}`)).payload;
    expect(long).toMatchObject({ encoding: 'text', isCut: true });
    expect(long.text.endsWith('é')).toBe(true);
  });
});

describe('the page that a payload names', () => {
  test.each([
    ['{"jobId":"job_1","url":"https://a.test/"}', { jobId: 'job_1', url: 'https://a.test/' }],
    ['{"jobId":"job_1"}', null],
    ['[]', null],
    ['no JSON', null],
  ])('is found only where the payload has an address: %s', (payload, page) => {
    expect(pageOfPayload(payload)).toEqual(page);
  });
});
