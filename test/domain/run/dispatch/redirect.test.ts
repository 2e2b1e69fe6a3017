// Where redirects lead a visit, and how many of them are followed.
import { describe, expect, it } from 'vitest';
import { applyAnswer } from '../../../../domain/run/dispatch/apply-answer.ts';
import { MAX_HOPS, hopsLeft } from '../../../../domain/run/dispatch/redirect.ts';
import { scrapeAnswer } from '../../../support/scrape-message.ts';
import { URL_ASKED, answerRules, sentVisit } from '../../../support/sent-visit.ts';

describe('a redirect', () => {
  const moved = scrapeAnswer({ outcome: 'moved-to', finalUrl: 'http://www.shop.test/kettle' });

  it('to another host waits for that host, whose robots rules count', () => {
    const visit = sentVisit();
    applyAnswer(visit, moved, answerRules());
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
    const visit = sentVisit();
    for (let hop = 0; hop < MAX_HOPS; hop++) applyAnswer(visit, moved, answerRules());
    expect(visit.mode).toBe('waiting');
    applyAnswer(visit, moved, answerRules());
    expect(visit.row).toMatchObject({ result: 'failed', reason: 'too-many-redirects' });
  });

  it.each([
    ['other-page', 'duplicate'],
    ['out-of-scope', 'out-of-scope'],
  ] as const)('to %s is skipped as %s, with its target', (verdict, reason) => {
    for (const answer of [moved, scrapeAnswer({ outcome: 'fetched', finalUrl: 'http://shop.test/other' })]) {
      const visit = sentVisit();
      applyAnswer(visit, answer, answerRules({ judgeRedirect: () => verdict }));
      expect(visit.row).toMatchObject({ result: 'skipped', reason, finalUrl: answer.finalUrl });
    }
  });

  it('that leads back to the page asked for is that page', () => {
    const visit = sentVisit();
    const judged: string[] = [];
    applyAnswer(visit, scrapeAnswer({ outcome: 'fetched', finalUrl: URL_ASKED }), {
      ...answerRules(),
      judgeRedirect: (_visit, target) => {
        judged.push(target);
        return 'out-of-scope';
      },
    });
    expect(visit.row).toMatchObject({ result: 'fetched' });
    expect(judged).toEqual([]);
  });

  it('on its own host is followed less far after hops to others', () => {
    expect([0, 4, MAX_HOPS, MAX_HOPS + 1].map(hopsLeft)).toEqual([MAX_HOPS, MAX_HOPS - 4, 0, 0]);
  });
});
