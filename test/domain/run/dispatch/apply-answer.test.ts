// What each kind of answer makes of its visit, and what it says about the host.
import { describe, expect, it } from 'vitest';
import { applyAnswer, applySilence } from '../../../../domain/run/dispatch/apply-answer.ts';
import type { ScrapeAnswer } from '../../../../domain/run/dispatch/message.ts';
import { scrapeAnswer } from '../../../support/scrape-message.ts';
import { NOW, URL_ASKED, answerRules, send, sentVisit } from '../../../support/sent-visit.ts';

interface Case {
  readonly what: string;
  readonly answer: Partial<ScrapeAnswer>;
  readonly behaviour: 'fine' | 'refusing' | 'failing' | 'silent';
  readonly result?: string;
  readonly reason?: string;
}

const ENDED: readonly Case[] = [
  {
    what: 'a body',
    answer: { outcome: 'fetched', finalUrl: URL_ASKED },
    behaviour: 'fine',
    result: 'fetched',
  },
  {
    what: '304',
    answer: { outcome: 'not-modified', status: 304 },
    behaviour: 'fine',
    result: 'not-modified',
  },
  { what: '404', answer: { outcome: 'http-error', status: 404 }, behaviour: 'fine', result: 'gone' },
  { what: '410', answer: { outcome: 'http-error', status: 410 }, behaviour: 'fine', result: 'gone' },
  {
    what: '403',
    answer: { outcome: 'http-error', status: 403 },
    behaviour: 'fine',
    result: 'failed',
    reason: 'http-error',
  },
  {
    what: 'a private address',
    answer: { outcome: 'refused' },
    behaviour: 'silent',
    result: 'skipped',
    reason: 'address-not-allowed',
  },
  {
    what: 'a closed gate',
    answer: { outcome: 'gated' },
    behaviour: 'silent',
    result: 'deferred',
    reason: 'gate-closed',
  },
  {
    what: 'an image',
    answer: { outcome: 'failed', reason: 'not-a-page' },
    behaviour: 'fine',
    result: 'skipped',
    reason: 'not-a-page',
  },
  {
    what: 'too large a body',
    answer: { outcome: 'failed', reason: 'too-large' },
    behaviour: 'fine',
    result: 'failed',
    reason: 'too-large',
  },
  {
    what: 'a page whose script never ends',
    answer: { outcome: 'failed', reason: 'page-hangs' },
    behaviour: 'fine',
    result: 'failed',
    reason: 'page-hangs',
  },
  {
    what: 'a page too heavy to be rendered',
    answer: { outcome: 'failed', reason: 'page-too-heavy' },
    behaviour: 'fine',
    result: 'failed',
    reason: 'page-too-heavy',
  },
  {
    what: 'a renderer without a browser',
    answer: { outcome: 'failed', reason: 'no-browser' },
    behaviour: 'silent',
    result: 'failed',
    reason: 'no-browser',
  },
  {
    what: 'a name that does not resolve',
    answer: { outcome: 'failed', reason: 'dns' },
    behaviour: 'failing',
    result: 'failed',
    reason: 'dns',
  },
];

describe('an answer that ends the visit', () => {
  it.each(ENDED)('$what: $result, and the host is $behaviour', ({ answer, behaviour, result, reason }) => {
    const visit = sentVisit();
    expect(applyAnswer(visit, scrapeAnswer(answer), answerRules())).toBe(behaviour);
    expect(visit.mode).toBe('done');
    expect(visit.row).toMatchObject({ result, ...(reason === undefined ? {} : { reason }) });
  });
});

describe('what counts as an attempt', () => {
  const attemptsAfter = (answer: Case['answer']): number => {
    const visit = sentVisit();
    applyAnswer(visit, scrapeAnswer(answer), answerRules());
    return visit.row?.attempts ?? visit.attempts;
  };

  it.each([
    ['a page that came counts none', { outcome: 'fetched' }, 0],
    ['a page that is unchanged counts none', { outcome: 'not-modified', status: 304 }, 0],
    ['a page that was never asked for counts none', { outcome: 'refused' }, 0],
    ['a refusal that no repeat can mend is one', { outcome: 'http-error', status: 403, retryable: false }, 1],
    ['a page that is gone is one', { outcome: 'http-error', status: 404, retryable: false }, 1],
    ['a page too large to be kept is one', { outcome: 'failed', reason: 'too-large', retryable: false }, 1],
    ['a page that will be tried again is one', { outcome: 'http-error', status: 503, retryable: true }, 1],
  ] as const)('%s', (_what, answer, count) => {
    expect(attemptsAfter(answer)).toBe(count);
  });
});

const RETRIED: readonly Case[] = [
  {
    what: '429',
    answer: { outcome: 'http-error', status: 429 },
    behaviour: 'refusing',
    reason: 'http-error',
  },
  {
    what: '503',
    answer: { outcome: 'http-error', status: 503 },
    behaviour: 'refusing',
    reason: 'http-error',
  },
  { what: '500', answer: { outcome: 'http-error', status: 500 }, behaviour: 'failing', reason: 'http-error' },
  {
    what: 'a timeout',
    answer: { outcome: 'failed', reason: 'timeout' },
    behaviour: 'failing',
    reason: 'timeout',
  },
  {
    what: 'a broken connection',
    answer: { outcome: 'failed', reason: 'reset' },
    behaviour: 'failing',
    reason: 'reset',
  },
  {
    what: 'a target that the proxy does not let through',
    answer: { outcome: 'failed', reason: 'proxy-refused' },
    behaviour: 'silent',
    reason: 'proxy-refused',
  },
  {
    what: 'a browser that ended',
    answer: { outcome: 'failed', reason: 'browser-crashed' },
    behaviour: 'silent',
    reason: 'browser-crashed',
  },
  {
    what: 'a truncated body',
    answer: { outcome: 'failed', reason: 'truncated' },
    behaviour: 'silent',
    reason: 'truncated',
  },
];

describe('an answer worth another attempt', () => {
  it.each(RETRIED)(
    '$what waits with back-off, and fails after the last attempt',
    ({ answer, behaviour, reason }) => {
      const visit = sentVisit();
      for (let attempt = 1; attempt < 4; attempt++) {
        if (attempt > 1) send(visit);
        expect(applyAnswer(visit, scrapeAnswer({ ...answer, retryable: true }), answerRules())).toBe(
          behaviour,
        );
        expect(visit).toMatchObject({
          mode: 'waiting',
          attempts: attempt,
          dueAt: NOW + 1_000 * 2 ** (attempt - 1),
        });
      }
      applyAnswer(visit, scrapeAnswer({ ...answer, retryable: true }), answerRules());
      expect(visit.row).toMatchObject({ result: 'failed', reason, attempts: 4 });
      expect(visit.row?.detail).toContain('after 4 attempts');
    },
  );

  it('waits at least as long as the host asked for', () => {
    const visit = sentVisit();
    const answer = scrapeAnswer({
      outcome: 'http-error',
      status: 503,
      retryable: true,
      retryAfterMs: 120_000,
    });
    applyAnswer(visit, answer, answerRules());
    expect(visit.dueAt).toBe(NOW + 120_000);
  });

  it('counts attempts of earlier chunks', () => {
    const visit = sentVisit({ attempts: 3 });
    applyAnswer(
      visit,
      scrapeAnswer({ outcome: 'failed', reason: 'timeout', retryable: true }),
      answerRules(),
    );
    expect(visit.row).toMatchObject({ result: 'failed', attempts: 4 });
  });
});

describe('what is no attempt', () => {
  it.each(['late', 'gated'] as const)('an answer "%s" costs none', (outcome) => {
    const visit = sentVisit({ attempts: 3 });
    applyAnswer(visit, scrapeAnswer({ outcome }), answerRules());
    expect(visit.attempts).toBe(3);
  });

  it('a late message is due again at once', () => {
    const visit = sentVisit();
    applyAnswer(visit, scrapeAnswer({ outcome: 'late' }), answerRules());
    expect(visit).toMatchObject({ mode: 'waiting', dueAt: NOW, slotted: false });
  });
});

describe('silence', () => {
  it('is an attempt, so that a page which kills scrapers costs at most its attempts', () => {
    const visit = sentVisit();
    for (let attempt = 1; attempt < 4; attempt++) {
      applySilence(visit, answerRules());
      expect(visit).toMatchObject({ mode: 'waiting', attempts: attempt });
    }
    applySilence(visit, answerRules());
    expect(visit.row).toMatchObject({ result: 'failed', reason: 'no-answer', attempts: 4 });
  });
});
