// The vote over price candidates, and the comparison with the stored price.
import { describe, expect, it } from 'vitest';
import type { PriceCandidate } from '../../../domain/reading/page/parsed-page.ts';
import { chooseOffer } from '../../../domain/price/offer.ts';
import { summariseSeries } from '../../../domain/price/series.ts';
import { priceStateOf, trackPrice } from '../../../domain/price/track.ts';

const candidate = (raw: string, more: Partial<PriceCandidate> = {}): PriceCandidate => ({
  raw,
  role: 'price',
  source: 'visible',
  locator: 'x',
  confidence: 0.9,
  ...more,
});
const here = { availability: 'InStock', lang: 'de', host: 'shop.example.de' } as const;

describe('chooseOffer', () => {
  it('lets markup and page agree whatever their notation', () => {
    const offer = chooseOffer(
      [
        candidate('1299.95', { source: 'json-ld', currencyHint: 'EUR' }),
        candidate('1.299,95 €'),
        candidate('1.499,00 €', { role: 'list' }),
        candidate('129,99 € / Monat'),
        candidate('Versand 4,90 €'),
      ],
      here,
    );
    expect(offer?.price).toEqual({ minor: 129995, currency: 'EUR' });
    expect(offer?.listPrice).toEqual({ minor: 149900, currency: 'EUR' });
    expect(offer?.agreed).toEqual(['json-ld', 'visible']);
    expect(offer?.disagreed).toEqual([]);
  });

  it('keeps who disagreed, and believes itself less', () => {
    const calm = chooseOffer([candidate('20', { source: 'json-ld', currencyHint: 'EUR' })], here);
    const torn = chooseOffer(
      [candidate('20', { source: 'json-ld', currencyHint: 'EUR' }), candidate('15,00 €')],
      here,
    );
    expect(torn?.price.minor).toBe(2000);
    expect(torn?.disagreed).toEqual(['visible']);
    expect(torn?.confidence).toBeLessThan(calm?.confidence ?? 0);
  });

  it('counts yen without decimals although one source names no currency', () => {
    const offer = chooseOffer([candidate('12,800円'), candidate('12800', { source: 'json-ld' })], {
      availability: 'unknown',
    });
    expect(offer?.price).toEqual({ minor: 12800, currency: 'JPY' });
    expect(offer?.agreed).toHaveLength(2);
  });

  it('takes cents of embedded state as the same amount', () => {
    const offer = chooseOffer(
      [candidate('1299', { source: 'embedded', currencyHint: 'EUR' }), candidate('12,99 €')],
      here,
    );
    expect(offer?.price.minor).toBe(1299);
    expect(offer?.agreed).toHaveLength(2);
  });

  it('finds no offer where only shipping and unit prices stand', () => {
    expect(chooseOffer([candidate('Versand 4,90 €'), candidate('9,90 € / kg')], here)).toBeNull();
  });

  it('takes the second of two falling prices, and the first as former one', () => {
    const offer = chooseOffer([candidate('144 990 тг. 131 990 тг.')], { availability: 'unknown' });
    expect(offer?.price).toEqual({ minor: 13199000, currency: 'KZT' });
    expect(offer?.listPrice?.minor).toBe(14499000);
    expect(chooseOffer([candidate('7,40 € (3,70 € / 100 ml)', { role: 'unit' })], here)?.price.minor).toBe(
      740,
    );
  });

  it('prefers the price that is paid to the one before tax', () => {
    const candidates = [
      candidate('81.97€'),
      candidate('Brez DDV: 81.97€'),
      candidate('100.00€', { role: 'list' }),
    ];
    expect(chooseOffer(candidates, here)?.price.minor).toBe(10000);
  });

  it('does not guess among many equal amounts', () => {
    const list = ['$79', '$129', '$59', '$200', '$165'].map((raw) => candidate(raw));
    expect(chooseOffer(list, here)).toBeNull();
    expect(chooseOffer([...list, candidate('129', { source: 'meta' })], here)?.price.minor).toBe(12900);
  });

  it('ends on hostile candidates', () => {
    const many = Array.from({ length: 5000 }, (_, i) => candidate(`${i} `.repeat(300)));
    expect(chooseOffer(many, here)).not.toBeUndefined();
  });
});

describe('trackPrice', () => {
  const offer = chooseOffer([candidate('90,00 €')], here);
  it('says first, same, changed by what was stored', () => {
    expect(trackPrice(null, offer).verdict).toBe('first');
    expect(trackPrice({ minor: 9000, currency: 'EUR', availability: 'InStock' }, offer).verdict).toBe('same');
    const changed = trackPrice({ minor: 10000, currency: 'EUR', availability: 'InStock' }, offer);
    expect(changed).toMatchObject({
      verdict: 'changed',
      percent: -10,
      priceMoved: true,
      availabilityMoved: false,
    });
    expect(trackPrice(null, null).verdict).toBe('none');
  });

  it('lets an unknown availability move nothing', () => {
    const before = { minor: 9000, currency: 'EUR', availability: 'unknown' } as const;
    expect(trackPrice(before, offer).verdict).toBe('same');
    expect(trackPrice({ ...before, availability: 'OutOfStock' }, offer)).toMatchObject({
      availabilityMoved: true,
      percent: 0,
    });
  });

  it('does not compare across currencies until a second look agrees', () => {
    const before = { minor: 9000, currency: 'USD', availability: 'InStock' } as const;
    expect(trackPrice(before, offer)).toMatchObject({ verdict: 'none', flippedTo: 'EUR' });
    expect(trackPrice(before, offer, { confirms: 'GBP' }).verdict).toBe('none');
    for (const confirms of ['EUR', '€'])
      expect(trackPrice(before, offer, { confirms }).verdict).toBe('changed');
    expect(offer === null ? null : priceStateOf(offer).currency).toBe('EUR');
  });
});

describe('summariseSeries', () => {
  const day = 86_400_000;
  const point = (at: number, minor: number) => ({ at: at * day, minor, currency: 'EUR' });
  it('weighs the median by time and looks 30 days back, the price at the edge included', () => {
    const points = [point(0, 500), point(1, 1000), point(60, 800), point(70, 900)];
    const series = summariseSeries(points, 95 * day);
    expect(series?.low.minor).toBe(500);
    expect(series?.high.minor).toBe(1000);
    expect(series?.median.minor).toBe(1000);
    expect(series?.low30Days.minor).toBe(800);
    expect(summariseSeries([], 0)).toBeNull();
  });
});
