// Whatever is answered, in whatever order: a visit ends, or waits for a reason.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyAnswer } from '../../../../domain/run/dispatch/apply-answer.ts';
import { MAX_HOPS } from '../../../../domain/run/dispatch/redirect.ts';
import type { ScrapeOutcome } from '../../../../domain/run/dispatch/message.ts';
import type { WaitingVisit } from '../../../../domain/run/dispatch/waiting-visit.ts';
import { scrapeAnswer } from '../../../support/scrape-message.ts';
import { NOW, answerRules, sentVisit } from '../../../support/sent-visit.ts';

it('a sequence of answers ends the visit within its attempts and hops, or leaves it waiting for a reason that is no attempt', () => {
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
      const visit = sentVisit();
      for (const answer of list) {
        if (visit.mode === 'done') break;
        const free = answer.outcome === 'late' || answer.outcome === 'moved-to' || answer.outcome === 'gated';
        const before = visit.attempts;
        applyAnswer(visit, scrapeAnswer(answer), answerRules({ random }));
        if (free) expect(visit.attempts).toBe(before);
        expect(visit.attempts).toBeLessThanOrEqual(4);
        expect(visit.hops).toBeLessThanOrEqual(MAX_HOPS);
        expect(visit).toSatisfy(({ mode, row }: WaitingVisit) => (mode === 'done') === (row !== null));
        if (visit.mode === 'waiting') expect(visit.dueAt).toBeGreaterThanOrEqual(NOW);
      }
    }),
  );
});
