// What answers of receivers mean.
import { describe, expect, it } from 'vitest';
import { type SendAnswer, judgeAnswer } from '../../../../domain/alert/delivery/judge-answer.ts';

const NOW = new Date('2026-05-01T10:00:00Z');

function http(status: number, fields: object = {}): SendAnswer {
  const answered = { kind: 'answered', protocol: 'http', status, body: '' } as const;
  return { ...answered, retryAfter: null, redirectsTo: null, ...fields };
}

describe('an answer', () => {
  it.each([
    ['200', http(200), 'delivered'],
    ['204', http(204), 'delivered'],
    ['301', http(301), 'failed'],
    ['304', http(304), 'failed'],
    ['400', http(400), 'failed'],
    ['404', http(404), 'failed'],
    ['410', http(410), 'gone'],
    ['429', http(429), 'failed'],
    ['500', http(500), 'failed'],
    ['mail taken', http(250, { protocol: 'smtp' }), 'delivered'],
    ['mail put off', http(451, { protocol: 'smtp' }), 'failed'],
    ['mail refused', http(550, { protocol: 'smtp' }), 'refused'],
    ['no such address allowed', { kind: 'refused', detail: 'private' } as const, 'refused'],
    ['no answer', { kind: 'failed', detail: 'timeout' } as const, 'failed'],
  ])('%s is %s', (_what, answer, expected) => {
    expect(judgeAnswer(answer, NOW).result).toBe(expected);
  });

  it('names where a redirect leads and that it is not followed', () => {
    const verdict = judgeAnswer(http(302, { redirectsTo: '169.254.169.254' }), NOW);
    expect(verdict.detail).toContain('169.254.169.254');
    expect(verdict.detail).toContain('final address');
  });

  it('obeys Retry-After', () => {
    expect(judgeAnswer(http(503, { retryAfter: '90' }), NOW)).toMatchObject({ askedMs: 90_000 });
  });
});
