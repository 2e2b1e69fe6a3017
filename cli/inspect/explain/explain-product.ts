// Says how each value of a product was found: which sources state it, which state another value, and why it was chosen.
import { parsePrices, toDecimal } from '../../../domain/reading/money/money.ts';
import type { Offer } from '../../../domain/price/price.ts';
import type {
  PriceCandidate,
  PriceRole,
  ProductFacts,
  ValueSource,
} from '../../../domain/reading/page/parsed-page.ts';
import type { ProductFindings } from '../../../domain/reading/product/product-facts.ts';
import type { Choice, StatedValue } from '../../../domain/reading/product/stated-value.ts';

export interface FieldExplanation {
  readonly field: string;
  readonly value: string;
  readonly source: ValueSource;
  /** Where in the source: a property, a selector, a label. */
  readonly at: string;
  /** 0 to 1; null when no vote chose the value. */
  readonly confidence: number | null;
  /** Other sources that state the same value. */
  readonly agreed: readonly string[];
  /** Other values with their sources; for a price also the reason why it was not chosen. */
  readonly disagreed: readonly string[];
  readonly why: string;
}

const MAX_RIVALS = 6;

const ROLES: Readonly<Record<PriceRole, string>> = {
  price: 'fewer or less trusted sources',
  list: 'a former or list price',
  unit: 'a price per unit',
  shipping: 'a price of delivery',
  instalment: 'an instalment',
  from: 'the lower end of a range',
  unknown: 'not known to be a price',
};

function place({ source, at }: StatedValue): string {
  return `${source} (${at})`;
}

function whyText({ field, chosen, agreed, rivals }: Choice): string {
  if (agreed.length > 0) return `told by ${agreed.length + 1} sources`;
  if (rivals.length === 0) return 'the only one who tells it';
  if (field === 'sku' && chosen.source === 'visible')
    return 'the number a page shows with a label comes before internal ones of its markup';
  if (field === 'name' && chosen.source === 'visible')
    return 'the heading shows the same name in fuller form, or nothing in the markup names the product';
  return `${chosen.source} comes before ${rivals[0]?.source ?? 'the others'} in order of trust`;
}

function explainText(choice: Choice): FieldExplanation {
  const { field, chosen, agreed, rivals } = choice;
  return {
    field,
    value: chosen.value,
    source: chosen.source,
    at: chosen.at,
    confidence: null,
    agreed: agreed.map(place),
    disagreed: rivals.slice(0, MAX_RIVALS).map((one) => `"${one.value}" by ${place(one)}`),
    why: whyText(choice),
  };
}

function priceRivals(candidates: readonly PriceCandidate[], offer: Offer): string[] {
  const won = Number(toDecimal(offer.price));
  const told = new Set<string>();
  for (const { raw, role, source, locator, currencyHint } of candidates) {
    const [first] = parsePrices(raw, { currency: currencyHint });
    if (first === undefined || first.amount === null || Number(first.amount) === won) continue;
    told.add(`"${raw}" by ${source} (${locator}): ${ROLES[role]}`);
  }
  return [...told].slice(0, MAX_RIVALS);
}

function explainPrice(candidates: readonly PriceCandidate[], offer: Offer): FieldExplanation {
  const { evidence, agreed, disagreed, price, confidence } = offer;
  const others = agreed.filter((source) => source !== evidence.source);
  const why =
    others.length > 0
      ? `${agreed.length} independent sources name this amount`
      : disagreed.length > 0
        ? `${evidence.source} is believed more than ${disagreed.join(', ')} here`
        : 'the only source that names a price';
  return {
    field: 'price',
    value: `${toDecimal(price)} ${price.currency === '' ? '(currency not known)' : price.currency}`,
    source: evidence.source,
    at: `${evidence.locator}: "${evidence.raw}"`,
    confidence,
    agreed: others,
    disagreed: priceRivals(candidates, offer),
    why,
  };
}

function explainStock(product: ProductFacts): FieldExplanation[] {
  const { availability, availabilityEvidence, availabilitySource, availabilityConflict } = product;
  if (availability === 'unknown' || availabilitySource === undefined) return [];
  const isShown = availabilitySource === 'visible';
  const why =
    availabilityConflict === undefined
      ? 'nothing on the page says otherwise'
      : isShown
        ? 'the page plainly shows it, so the markup must be stale'
        : 'markup stands unless the page plainly shows the opposite';
  const disagreed = availabilityConflict === undefined ? [] : [availabilityConflict];
  const at = `"${availabilityEvidence ?? ''}"`;
  return [
    {
      field: 'availability',
      value: availability,
      source: availabilitySource,
      at,
      confidence: null,
      agreed: [],
      disagreed,
      why,
    },
  ];
}

export function explainProduct(findings: ProductFindings, offer: Offer | null): FieldExplanation[] {
  const { product, choices, candidates } = findings;
  return [
    ...(offer === null ? [] : [explainPrice(candidates, offer)]),
    ...(product === undefined ? [] : explainStock(product)),
    ...choices.map(explainText),
  ];
}
