// What can not be judged at one look is judged at two: the whole way from the rules of text and price to the ledger.
import { describe, expect, it } from 'vitest';
import type { ComparedPage } from '../../../../domain/change/compare-input.ts';
import { detectChange } from '../../../../domain/change/detect.ts';
import type { Offer } from '../../../../domain/price/price.ts';
import { trackPrice } from '../../../../domain/price/track.ts';
import { currencyToConfirm, type SecondLook } from '../../../../domain/run/chunk.ts';
import type { StoreRow } from '../../../../domain/run/stage/stage-row.ts';
import { countRows } from '../../../../domain/run/visit/count-rows.ts';
import { decideVisit } from '../../../../domain/run/visit/decide-visit.ts';
import { START } from '../../../contracts/sample-documents.ts';
import { visitContext } from '../../../support/visit-context.ts';

const PRICE = { minor: 20_00, currency: 'EUR', availability: 'InStock', at: START } as const;

function page(texts: readonly string[], more: Partial<ComparedPage> = {}): ComparedPage {
  const still = Array.from({ length: 12 }, (_, n) => `A sentence that stays, number ${n}, as it always was.`);
  const blocks = [...still, ...texts].map((text) => ({ path: 'main/p', text }));
  return {
    blocks,
    textHash: JSON.stringify(texts) + String(more.lang),
    fields: [],
    pageType: 'product',
    ...more,
  };
}

function offer(minor: number, currency: string): Offer {
  const evidence = { raw: '', role: 'price', source: 'json-ld', locator: '', confidence: 1 } as const;
  return {
    price: { minor, currency },
    availability: 'InStock',
    confidence: 1,
    evidence,
    agreed: [],
    disagreed: [],
  };
}

interface Seen {
  readonly current: ComparedPage;
  readonly offer: Offer | null;
  readonly look?: SecondLook;
  readonly confirm?: boolean;
}

/** One look at a page that was "20 €" in German before. */
function look({ current, offer: seen, look: lookAgain, confirm = false }: Seen): StoreRow {
  const confirms = currencyToConfirm(lookAgain);
  const before = page(['20 €'], { lang: 'de' });
  const change = detectChange({
    baseline: { ...before, availability: 'InStock', volatile: [] },
    current,
    rules: {},
    confirms,
  });
  const price = trackPrice(PRICE, seen, { confirms });
  const scrape = lookAgain === undefined ? {} : ({ visit: 2, lookAgain, countedAs: 'failed' } as const);
  return decideVisit(visitContext({ scrape, rows: { change, price }, page: { price: PRICE }, confirm }));
}

const DOLLARS = { current: page(['$ 22'], { lang: 'de' }), offer: offer(22_00, 'USD') };

describe('a price in another currency', () => {
  it('waits for a second look and writes nothing at the first', () => {
    const row = look(DOLLARS);
    expect(row).toMatchObject({ outcome: 'failed', reason: 'judgement-pending', changes: [], prices: [] });
    expect(row.reopen).toEqual({
      visit: 2,
      attempts: 0,
      dueAt: START.getTime() + 10_000,
      countedAs: 'failed',
      lookAgain: 'currency:USD',
    });
    expect(row.write).toBeUndefined();
  });

  it('is the news of the page when both looks saw it, without a third', () => {
    for (const confirm of [false, true]) {
      const row = look({ ...DOLLARS, look: 'currency:USD', confirm });
      expect(row).toMatchObject({
        outcome: 'stored',
        reason: 'changed',
        prices: [{ currency: 'USD', minor: 22_00 }],
      });
      expect(row.changes).toMatchObject([{ kind: 'price', state: 'confirmed' }]);
      expect(row.reopen).toBeUndefined();
    }
  });

  it('is forgotten when the second look sees the old one again', () => {
    const row = look({
      current: page(['20 €'], { lang: 'de' }),
      offer: offer(20_00, 'EUR'),
      look: 'currency:USD',
    });
    expect(row).toMatchObject({ outcome: 'unchanged', countedAs: 'failed', changes: [] });
  });

  it('is not believed when the looks saw two different ones', () => {
    const row = look({
      current: page(['£ 19'], { lang: 'de' }),
      offer: offer(19_00, 'GBP'),
      look: 'currency:USD',
    });
    expect(row).toMatchObject({ outcome: 'failed', reason: 'unjudged' });
    expect(row.write).toBeUndefined();
  });

  it('is seen in markup alone too, and on pages without a price of their own', () => {
    expect(look({ ...DOLLARS, current: page(['20 €'], { lang: 'de' }) }).reopen?.lookAgain).toBe(
      'currency:USD',
    );
    expect(look({ ...DOLLARS, offer: null }).reopen?.lookAgain).toBe('currency:$');
    expect(look({ ...DOLLARS, offer: null, look: 'currency:$' }).reason).toBe('changed');
  });
});

describe('another language, a wall, a collapse', () => {
  const SEEN: readonly ComparedPage[] = [
    page(['20 €'], { lang: 'fr' }),
    page([], { wall: 'captcha' }),
    { ...page([]), blocks: [], textHash: 'nothing' },
  ];

  it('is looked at twice, then failed, and never becomes the baseline', () => {
    for (const current of SEEN) {
      const first = look({ current, offer: null });
      expect(first).toMatchObject({ reason: 'judgement-pending', reopen: { lookAgain: 'unjudged' } });
      const second = look({ current, offer: null, look: 'unjudged' });
      expect(second).toMatchObject({ outcome: 'failed', reason: 'unjudged', countedAs: 'failed' });
      expect([second.reopen, second.write, second.snapshot]).toEqual([undefined, undefined, undefined]);
    }
  });
});

describe('the ledger', () => {
  it('counts the page once, by its last look, and a passing doubt is no failure', () => {
    const classes = (rows: StoreRow[]) => {
      const { stored, unchanged, failed, skipped, countedFailures } = countRows(rows, 0);
      return { stored, unchanged, failed, skipped, countedFailures };
    };
    const none = { stored: 0, unchanged: 0, failed: 0, skipped: 0, countedFailures: 0 };
    const first = look(DOLLARS);
    expect(classes([first])).toEqual({ ...none, failed: 1 });
    expect(classes([first, look({ ...DOLLARS, look: 'currency:USD' })])).toEqual({ ...none, stored: 1 });
    const wall = { current: page([], { wall: 'captcha' }), offer: null };
    expect(classes([look(wall), look({ ...wall, look: 'unjudged' })])).toEqual({
      ...none,
      failed: 1,
      countedFailures: 1,
    });
  });
});
