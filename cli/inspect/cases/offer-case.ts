// A case that watches price and stock of one product page: its options become price rules, and the versions are judged
// as a run judges the looks of a job that watches price and stock.
import type { Availability } from '../../../domain/reading/page/parsed-page.ts';
import { productOf, viewPage } from '../../../domain/reading/parse-page.ts';
import { judgePriceRules, type KeptRuleState } from '../../../domain/price/rule/judge-rules.ts';
import { chooseOffer } from '../../../domain/price/offer.ts';
import type { Offer, PriceState } from '../../../domain/price/price.ts';
import type { SavedPriceRule } from '../../../domain/price/rule/rule-input.ts';
import { priceStateOf, sightOf, stockOnly, trackPrice } from '../../../domain/price/track.ts';
import { type Limits, limitsOf, type OfferOptions } from './offer-limits.ts';

/** One verdict per version; null for the first, which is the baseline. */
export function toldOffer(bodies: readonly string[], options: OfferOptions): (boolean | null)[] {
  const rules = rulesOf(limitsOf(options));
  let states: readonly KeptRuleState[] = [];
  let before: PriceState | null = null;
  return bodies.map((body, index) => {
    const { offer, availability } = look(body);
    const verdict = offer === null ? stockOnly(availability) : trackPrice(before, offer);
    // A run looks twice at a page in another currency; a case has one look, and its stock counts.
    const sight = sightOf(verdict, index) ?? { at: index, price: null, availability };
    if (offer !== null && sight.price !== null) before = priceStateOf(offer);
    const judged = judgePriceRules({ rules, states, sight });
    states = judged.states;
    return index === 0 ? null : judged.verdicts.some(({ fires }) => fires);
  });
}

function look(body: string): { readonly offer: Offer | null; readonly availability: Availability } {
  const view = viewPage(body, 'http://example.com/');
  const { product, candidates } = productOf(view, true);
  const availability = product?.availability ?? 'unknown';
  return { offer: chooseOffer(candidates, { availability, lang: view.metadata.lang }), availability };
}

function rulesOf(limits: Limits): SavedPriceRule[] {
  const stock: readonly SavedPriceRule[] = [{ kind: 'back-in-stock' }, { kind: 'out-of-stock' }];
  return [
    ...(limits.watchesPrice ? [priceRule(limits)] : []),
    ...(limits.stock === 'off' ? [] : stock.slice(0, limits.stock === 'back-only' ? 1 : 2)),
  ];
}

function priceRule({ least, most, percent, amount }: Limits): SavedPriceRule {
  const isFar = percent !== undefined && percent > 0;
  if (least === undefined && most === undefined && !isFar && amount === undefined)
    return { kind: 'any-change' };
  return {
    kind: 'move',
    ...(least === undefined ? {} : { below: decimal(least) }),
    ...(most === undefined ? {} : { above: decimal(most) }),
    ...(isFar ? { percent } : {}),
    ...(amount === undefined ? {} : { byAmount: decimal(amount) }),
  };
}

/** Amounts of rules have up to four decimals. */
function decimal(value: number): string {
  return Math.max(0, value).toFixed(4);
}
