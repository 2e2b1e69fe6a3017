import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScrapeAnswer, ScrapeOutcome } from '../../../domain/dispatch/message.ts';
import {
  MAX_HOPS,
  settleAnswer,
  settleSilence,
  type SettleRules,
} from '../../../domain/dispatch/settle-answer.ts';
import { WaitingVisit } from '../../../domain/dispatch/waiting-visit.ts';
import { scrapeAnswer } from '../../support/scrape-message.ts';

const NOW = 1_000_000;
const URL_ASKED = 'http://shop.test/kettle';

/** A visit that is out. */
function waiting({ attempts = 0 } = {}): WaitingVisit {
  const visit = { urlKey: 'k1', url: URL_ASKED, depth: 1, visit: 1, attempts, dueAt: 0, firstDueAt: 0 };
  const sent = new WaitingVisit(visit, 'page', NOW);
  sent.clear();
  send(sent);
  return sent;
}

function send(visit: WaitingVisit): void {
  visit.giveSlot(NOW);
  visit.send({ now: NOW, delayMs: 1_000, deadlineMs: 30_000 });
}

function rules(fields: Partial<SettleRules> = {}): SettleRules {
  return { now: NOW, maxAttempts: 4, random: 1, judgeRedirect: () => 'same', ...fields };
}

interface Case {
  readonly what: string;
  readonly answer: Partial<ScrapeAnswer>;
  readonly news: 'fine' | 'refusing' | 'failing' | 'silent';
  readonly result?: string;
  readonly reason?: string;
}

const ENDED: readonly Case[] = [
  { what: 'a body', answer: { outcome: 'fetched', finalUrl: URL_ASKED }, news: 'fine', result: 'fetched' },
  { what: '304', answer: { outcome: 'not-modified', status: 304 }, news: 'fine', result: 'not-modified' },
  { what: '404', answer: { outcome: 'http-error', status: 404 }, news: 'fine', result: 'gone' },
  { what: '410', answer: { outcome: 'http-error', status: 410 }, news: 'fine', result: 'gone' },
  {
    what: '403',
    answer: { outcome: 'http-error', status: 403 },
    news: 'fine',
    result: 'failed',
    reason: 'http-error',
  },
  {
    what: 'a private address',
    answer: { outcome: 'refused' },
    news: 'silent',
    result: 'skipped',
    reason: 'address-not-allowed',
  },
  {
    what: 'a closed gate',
    answer: { outcome: 'gated' },
    news: 'silent',
    result: 'deferred',
    reason: 'gate-closed',
  },
  {
    what: 'an image',
    answer: { outcome: 'failed', reason: 'not-a-page' },
    news: 'fine',
    result: 'skipped',
    reason: 'not-a-page',
  },
  {
    what: 'too large a body',
    answer: { outcome: 'failed', reason: 'too-large' },
    news: 'fine',
    result: 'failed',
    reason: 'too-large',
  },
  {
    what: 'a name that does not resolve',
    answer: { outcome: 'failed', reason: 'dns' },
    news: 'failing',
    result: 'failed',
    reason: 'dns',
  },
];

describe('an answer that ends the visit', () => {
  it.each(ENDED)('$what: $result, and the host is $news', ({ answer, news, result, reason }) => {
    const visit = waiting();
    expect(settleAnswer(visit, scrapeAnswer(answer), rules())).toBe(news);
    expect(visit.mode).toBe('done');
    expect(visit.row).toMatchObject({ result, ...(reason === undefined ? {} : { reason }) });
  });
});

describe('what counts as an attempt', () => {
  const attemptsAfter = (answer: Case['answer']): number => {
    const visit = waiting();
    settleAnswer(visit, scrapeAnswer(answer), rules());
    return visit.row?.attempts ?? visit.attempts;
  };

  it.each([
    ['a page that came counts none', { outcome: 'fetched' }, 0],
    ['nor does one that is unchanged', { outcome: 'not-modified', status: 304 }, 0],
    ['nor one that was never asked for', { outcome: 'refused' }, 0],
    ['a refusal that no repeat can mend is one', { outcome: 'http-error', status: 403, retryable: false }, 1],
    ['so is a page that is gone', { outcome: 'http-error', status: 404, retryable: false }, 1],
    ['and one too large to be kept', { outcome: 'failed', reason: 'too-large', retryable: false }, 1],
    ['and one that will be tried again', { outcome: 'http-error', status: 503, retryable: true }, 1],
  ] as const)('%s', (_what, answer, count) => {
    expect(attemptsAfter(answer)).toBe(count);
  });
});

const RETRIED: readonly Case[] = [
  { what: '429', answer: { outcome: 'http-error', status: 429 }, news: 'refusing', reason: 'http-error' },
  { what: '503', answer: { outcome: 'http-error', status: 503 }, news: 'refusing', reason: 'http-error' },
  { what: '500', answer: { outcome: 'http-error', status: 500 }, news: 'failing', reason: 'http-error' },
  { what: 'a timeout', answer: { outcome: 'failed', reason: 'timeout' }, news: 'failing', reason: 'timeout' },
  {
    what: 'a broken connection',
    answer: { outcome: 'failed', reason: 'reset' },
    news: 'failing',
    reason: 'reset',
  },
  {
    what: 'a truncated body',
    answer: { outcome: 'failed', reason: 'truncated' },
    news: 'silent',
    reason: 'truncated',
  },
];

describe('an answer worth another attempt', () => {
  it.each(RETRIED)(
    '$what waits with back-off, and fails after the last attempt',
    ({ answer, news, reason }) => {
      const visit = waiting();
      for (let attempt = 1; attempt < 4; attempt++) {
        if (attempt > 1) send(visit);
        expect(settleAnswer(visit, scrapeAnswer({ ...answer, retryable: true }), rules())).toBe(news);
        expect(visit).toMatchObject({
          mode: 'waiting',
          attempts: attempt,
          dueAt: NOW + 1_000 * 2 ** (attempt - 1),
        });
      }
      settleAnswer(visit, scrapeAnswer({ ...answer, retryable: true }), rules());
      expect(visit.row).toMatchObject({ result: 'failed', reason, attempts: 4 });
      expect(visit.row?.detail).toContain('after 4 attempts');
    },
  );

  it('waits at least as long as the host asked for', () => {
    const visit = waiting();
    const answer = scrapeAnswer({
      outcome: 'http-error',
      status: 503,
      retryable: true,
      retryAfterMs: 120_000,
    });
    settleAnswer(visit, answer, rules());
    expect(visit.dueAt).toBe(NOW + 120_000);
  });

  it('counts attempts of earlier chunks', () => {
    const visit = waiting({ attempts: 3 });
    settleAnswer(visit, scrapeAnswer({ outcome: 'failed', reason: 'timeout', retryable: true }), rules());
    expect(visit.row).toMatchObject({ result: 'failed', attempts: 4 });
  });
});

describe('what is no attempt', () => {
  it.each(['late', 'gated'] as const)('an answer "%s" costs none', (outcome) => {
    const visit = waiting({ attempts: 3 });
    settleAnswer(visit, scrapeAnswer({ outcome }), rules());
    expect(visit.attempts).toBe(3);
  });

  it('a late message is due again at once', () => {
    const visit = waiting();
    settleAnswer(visit, scrapeAnswer({ outcome: 'late' }), rules());
    expect(visit).toMatchObject({ mode: 'waiting', dueAt: NOW, slotted: false });
  });
});

describe('silence', () => {
  it('is an attempt, so that a page which kills scrapers costs at most its attempts', () => {
    const visit = waiting();
    for (let attempt = 1; attempt < 4; attempt++) {
      settleSilence(visit, rules());
      expect(visit).toMatchObject({ mode: 'waiting', attempts: attempt });
    }
    settleSilence(visit, rules());
    expect(visit.row).toMatchObject({ result: 'failed', reason: 'no-answer', attempts: 4 });
  });
});

describe('a redirect', () => {
  const moved = scrapeAnswer({ outcome: 'moved-to', finalUrl: 'http://www.shop.test/kettle' });

  it('to another host waits for that host, whose robots rules count', () => {
    const visit = waiting();
    settleAnswer(visit, moved, rules());
    expect(visit).toMatchObject({
      mode: 'waiting',
      url: 'http://www.shop.test/kettle',
      host: 'www.shop.test',
      hops: 1,
      cleared: false,
      attempts: 0,
    });
  });

  it('is followed over a limited number of hosts', () => {
    const visit = waiting();
    for (let hop = 0; hop < MAX_HOPS; hop++) settleAnswer(visit, moved, rules());
    expect(visit.mode).toBe('waiting');
    settleAnswer(visit, moved, rules());
    expect(visit.row).toMatchObject({ result: 'failed', reason: 'too-many-redirects' });
  });

  it.each([
    ['other-page', 'duplicate'],
    ['out-of-scope', 'out-of-scope'],
  ] as const)('to %s is skipped as %s, with its target', (verdict, reason) => {
    for (const answer of [moved, scrapeAnswer({ outcome: 'fetched', finalUrl: 'http://shop.test/other' })]) {
      const visit = waiting();
      settleAnswer(visit, answer, rules({ judgeRedirect: () => verdict }));
      expect(visit.row).toMatchObject({ result: 'skipped', reason, finalUrl: answer.finalUrl });
    }
  });

  it('that leads back to the page asked for is that page', () => {
    const visit = waiting();
    const judged: string[] = [];
    settleAnswer(visit, scrapeAnswer({ outcome: 'fetched', finalUrl: URL_ASKED }), {
      ...rules(),
      judgeRedirect: (_visit, target) => {
        judged.push(target);
        return 'out-of-scope';
      },
    });
    expect(visit.row).toMatchObject({ result: 'fetched' });
    expect(judged).toEqual([]);
  });
});

describe('any sequence of answers', () => {
  it('ends the visit within its attempts and hops, or leaves it waiting for a reason that is no attempt', () => {
    const outcomes: ScrapeOutcome[] = [
      'fetched',
      'not-modified',
      'moved-to',
      'http-error',
      'failed',
      'refused',
      'late',
      'gated',
    ];
    const answers = fc.array(
      fc.record({
        outcome: fc.constantFrom(...outcomes),
        retryable: fc.boolean(),
        status: fc.constantFrom(403, 404, 429, 500, 503),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(answers, fc.double({ min: 0, max: 1, noNaN: true }), (list, random) => {
        const visit = waiting();
        for (const answer of list) {
          if (visit.mode === 'done') break;
          const free =
            answer.outcome === 'late' || answer.outcome === 'moved-to' || answer.outcome === 'gated';
          const before = visit.attempts;
          settleAnswer(visit, scrapeAnswer(answer), rules({ random }));
          if (free) expect(visit.attempts).toBe(before);
          expect(visit.attempts).toBeLessThanOrEqual(4);
          expect(visit.hops).toBeLessThanOrEqual(MAX_HOPS);
          expect(visit).toSatisfy(({ mode, row }: WaitingVisit) => (mode === 'done') === (row !== null));
          if (visit.mode === 'waiting') expect(visit.dueAt).toBeGreaterThanOrEqual(NOW);
        }
      }),
    );
  });
});
