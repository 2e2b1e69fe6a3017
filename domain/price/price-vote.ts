// Turns price candidates into votes: an amount in minor units, its role, and how credible it is.
import type {
  Availability,
  PriceCandidate,
  PriceRole,
  ValueSource,
  VariantPrices,
} from '../reading/page/parsed-page.ts';
import { currencyOfHint, currencyOfPlace } from '../reading/money/currency.ts';
import { exponentOf } from '../reading/money/exponent.ts';
import { type ParsedMoney, parsePrices, toMinor } from '../reading/money/money.ts';
import type { Money } from '../reading/money/money-value.ts';
import { isNetText } from '../reading/money/role.ts';

export interface OfferContext {
  readonly availability: Availability;
  readonly variants?: VariantPrices | undefined;
  readonly lang?: string | undefined;
  readonly host?: string | undefined;
}

export interface PriceVote {
  readonly candidate: PriceCandidate;
  readonly money: Money;
  readonly role: PriceRole;
  readonly weight: number;
}

/** Credibility of a source on its own; a selector was given by the user. */
const TRUST: Readonly<Record<ValueSource, number>> = {
  selector: 0.97,
  'json-ld': 0.85,
  microdata: 0.8,
  rdfa: 0.78,
  opengraph: 0.75,
  meta: 0.7,
  embedded: 0.68,
  visible: 0.62,
};
const MAX_CANDIDATES = 400;
const PLAIN_AMOUNT = /^\d{1,12}(\.\d{1,12})?$/;

interface Read {
  readonly candidate: PriceCandidate;
  readonly parsed: ParsedMoney;
  readonly amount: string;
  readonly role: PriceRole;
}

/** A role from the markup stands; a mere "price" gives way to what the words around the amount say. */
function roleOf(candidate: PriceCandidate, said: PriceRole | undefined): PriceRole {
  if (candidate.role === 'price' || candidate.role === 'unknown') return said ?? candidate.role;
  return candidate.role;
}

function asRead(candidate: PriceCandidate, parsed: ParsedMoney | undefined, role: PriceRole): Read[] {
  const amount = parsed?.amount ?? null;
  if (parsed === undefined || amount === null || !PLAIN_AMOUNT.test(amount)) return [];
  return [{ candidate, parsed, amount, role }];
}

/** Reads each text once, because a page repeats its prices. */
function pricesReader({ lang, host }: OfferContext): (candidate: PriceCandidate) => readonly ParsedMoney[] {
  const known = new Map<string, readonly ParsedMoney[]>();
  return ({ raw, currencyHint }) => {
    const key = `${currencyHint ?? ''}\t${raw}`;
    const prices = known.get(key) ?? parsePrices(raw, { currency: currencyHint, lang, host });
    known.set(key, prices);
    return prices;
  };
}

/**
 * "144 990 тг. 131 990 тг.": if the second of two prices in one text is lower, the first is the former price.
 */
function read(candidate: PriceCandidate, prices: readonly ParsedMoney[]): Read[] {
  const [first, second] = prices;
  if (first === undefined) return [];
  if (second === undefined) return asRead(candidate, first, roleOf(candidate, first.role));
  if (prices.length === 2 && isReduction(candidate, first, second)) {
    return [...asRead(candidate, first, 'list'), ...asRead(candidate, second, roleOf(candidate, 'price'))];
  }
  // If a text holds several amounts, its role ("unit") need not be the role of the first amount.
  const isWhole = candidate.role === 'unit' && first.role === 'price';
  return asRead(candidate, first, isWhole ? 'price' : roleOf(candidate, first.role));
}

function isReduction({ raw, role }: PriceCandidate, first: ParsedMoney, second: ParsedMoney): boolean {
  const falls =
    Number(first.amount ?? 0) > Number(second.amount ?? 0) && first.currencyRaw === second.currencyRaw;
  const mayBeFormer = first.role !== 'unit' && second.role === 'price' && role !== 'list';
  return falls && mayBeFormer && !/[(+]/.test(raw) && !isNetText(raw);
}

function topCurrency(reads: readonly Read[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { candidate, parsed } of reads) {
    if (parsed.currencyIso === undefined) continue;
    const weight = TRUST[candidate.source] * candidate.confidence;
    votes.set(parsed.currencyIso, (votes.get(parsed.currencyIso) ?? 0) + weight);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** "$" on a page whose markup says CAD: a sign of several currencies means the one that the markup names. */
function asMarkupSays(reads: readonly Read[]): readonly Read[] {
  const stated = topCurrency(reads.filter(({ candidate }) => candidate.currencyHint !== undefined));
  if (stated === undefined) return reads;
  return reads.map((read) => {
    const { currencyIso, currencyRaw } = read.parsed;
    if (read.candidate.currencyHint !== undefined || currencyRaw === undefined || currencyIso === stated)
      return read;
    const codes = currencyOfHint(currencyRaw)?.codes ?? [];
    const mayBe = codes.length > 1 && codes.includes(stated);
    return mayBe ? { ...read, parsed: { ...read.parsed, currencyIso: stated } } : read;
  });
}

/** The currency most of the page's prices name; the currency of its country if none names any. */
function pageCurrency(reads: readonly Read[], context: OfferContext): string {
  const top = topCurrency(reads);
  if (top !== undefined) return top;
  const signed = reads.some(({ parsed }) => parsed.currencyRaw !== undefined);
  return signed ? '' : (currencyOfPlace(context) ?? '');
}

/** A number without currency, or with a sign that may mean the page's currency, is in the page's currency. */
function currencyFor({ parsed }: Read, page: string): string {
  if (parsed.currencyIso !== undefined) return parsed.currencyIso;
  if (parsed.currencyRaw === undefined) return page;
  return currencyOfHint(parsed.currencyRaw)?.codes.includes(page) ? page : '';
}

/** "from 12 €" may be said of other things. */
export const FROM_DOUBT = 0.7;

function cast(item: Read, page: string): PriceVote {
  const { candidate, parsed, amount, role } = item;
  const currency = currencyFor(item, page);
  const counted = toMinor(amount, currency);
  // "99¢": the amount is in minor units already.
  const inCents = parsed.currencyRaw === '¢' && exponentOf(currency) === 2;
  const minor = inCents ? Math.round(counted.minor / 100) : counted.minor;
  const confidence = Math.min(1, Math.max(0, candidate.confidence));
  const doubt = (role === 'from' ? FROM_DOUBT : 1) * (minor === 0 ? 0.15 : 1);
  return {
    candidate,
    money: { minor, currency },
    role,
    weight: TRUST[candidate.source] * confidence * doubt,
  };
}

/** What a net price is worth where the page asks the gross one, whatever its markup says. */
const BESIDE_GROSS = 0.25;

/** Beside a net price stands the price that is paid, 4 to 28 % higher; it is no former price. */
function withGross(votes: readonly PriceVote[]): PriceVote[] {
  const net = new Set(
    votes.filter(({ candidate }) => isNetText(candidate.raw)).map(({ money }) => money.minor),
  );
  if (net.size === 0) return [...votes];
  const isGross = (minor: number): boolean => [...net].some((n) => minor > n * 1.04 && minor < n * 1.28);
  const asksGross = votes.some(
    ({ role, candidate, money }) =>
      role === 'price' && candidate.source === 'visible' && isGross(money.minor),
  );
  return votes.map((vote) => {
    if (net.has(vote.money.minor)) return { ...vote, weight: vote.weight * (asksGross ? BESIDE_GROSS : 0.5) };
    return vote.role === 'list' && isGross(vote.money.minor) ? { ...vote, role: 'price' } : vote;
  });
}

/** A former price is surely one where its place is as good as that of the price, and at most this many times as high. */
const GOOD_PLACE = 0.45;
const MOST_TIMES = 5;

/** "€120 instead of €150" where the markup says 150: what the page strikes out beside a lower price is a former price in markup, too. */
function asPageStrikes(votes: readonly PriceVote[]): readonly PriceVote[] {
  const shown = votes.filter(
    ({ candidate }) => candidate.source === 'visible' && candidate.confidence >= GOOD_PLACE,
  );
  const asked = shown.filter(({ role }) => role === 'price');
  const struck = new Set(
    shown
      .filter(
        ({ role, money: { minor } }) =>
          role === 'list' &&
          asked.some(({ money }) => money.minor < minor && money.minor * MOST_TIMES > minor) &&
          !asked.some(({ money }) => money.minor === minor),
      )
      .map(({ money }) => money.minor),
  );
  if (struck.size === 0) return votes;
  return votes.map((vote) =>
    struck.has(vote.money.minor) && vote.role === 'price' && vote.candidate.source !== 'selector'
      ? { ...vote, role: 'list' }
      : vote,
  );
}

/** "20 to 45" in markup, of which the page asks 29: it shows the chosen one. */
const CLEAR_PLACE = 0.6;
const NOT_SHOWN = 0.75;

/** The lowest price that only markup names is worth less where the page asks a higher one in a clear place. */
function asPageChooses(votes: readonly PriceVote[]): readonly PriceVote[] {
  const shown = votes.filter(({ candidate }) => candidate.source === 'visible');
  const isChosen = ({ candidate, role }: PriceVote): boolean =>
    role === 'price' && candidate.confidence >= CLEAR_PLACE;
  return votes.map((vote) => {
    const { minor } = vote.money;
    const isHidden = vote.role === 'from' && vote.candidate.source !== 'visible';
    if (!isHidden || shown.some(({ money }) => money.minor === minor)) return vote;
    const isHigher = shown.some((one) => isChosen(one) && one.money.minor > minor);
    return isHigher ? { ...vote, weight: vote.weight * NOT_SHOWN } : vote;
  });
}

/** The votes of all candidates, in order; a candidate without an amount has none. */
export function castVotes(
  candidates: readonly PriceCandidate[],
  context: OfferContext,
): readonly PriceVote[] {
  const pricesOf = pricesReader(context);
  const reads = asMarkupSays(
    candidates.slice(0, MAX_CANDIDATES).flatMap((candidate) => read(candidate, pricesOf(candidate))),
  );
  const page = pageCurrency(reads, context);
  return asPageChooses(asPageStrikes(withGross(reads.map((item) => cast(item, page)))));
}
