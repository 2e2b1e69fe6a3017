import { describe, expect, it } from 'vitest';
import { NO_ROOM_MS, applyAnswer } from '../../../../domain/run/dispatch/apply-answer.ts';
import { scrapeAnswer } from '../../../support/scrape-message.ts';
import { NOW, answerRules, sentVisit } from '../../../support/sent-visit.ts';

describe('a proxy that is away', () => {
  const away = scrapeAnswer({
    outcome: 'late',
    reason: 'proxy',
    detail: 'the proxy is away',
    retryable: true,
  });
  const ask = (visit: ReturnType<typeof sentVisit>, now: number): string =>
    applyAnswer(visit, away, answerRules({ now, giveUpAfterMs: 60_000 }));

  it('lets the page wait without an attempt, and says nothing of its host', () => {
    const visit = sentVisit();
    for (let asked = 0; asked < 20; asked++) expect(ask(visit, NOW + asked * 3_000)).toBe('silent');
    expect(visit).toMatchObject({ mode: 'waiting', attempts: 0, dueAt: NOW + 57_000 + NO_ROOM_MS });
  });

  it('fails the page with that reason after as long as the job waits', () => {
    const visit = sentVisit();
    for (const ms of [0, 60_000, 61_000]) ask(visit, NOW + ms);
    expect(visit.row).toMatchObject({
      result: 'failed',
      reason: 'proxy',
      detail: 'the proxy is away, for 61 s',
    });
  });

  it('is waited for anew once the host was asked in between', () => {
    const visit = sentVisit();
    ask(visit, NOW);
    applyAnswer(
      visit,
      scrapeAnswer({ outcome: 'failed', reason: 'timeout', retryable: true }),
      answerRules(),
    );
    ask(visit, NOW + 100_000);
    expect(visit).toMatchObject({ mode: 'waiting', attempts: 1 });
  });
});
