// The vote: candidates of all sources name an amount, independent sources that agree make it believable.
// List prices, unit prices, shipping and instalments never win; what disagreed is kept and shown.
import type { Availability, PriceCandidate, PriceRole, ValueSource } from '../page/parsed-page.ts';
import { currencyOfHint, currencyOfPlace } from './currency.ts';
import { exponentOf } from './exponent.ts';
import { type ParsedMoney, parseMoney, toMinor } from './money.ts';
import type { Money, Offer } from './price.ts';

export interface OfferContext {
  readonly availability: Availability;
  readonly lang?: string | undefined;
  readonly host?: string | undefined;
}

interface Ballot {
  readonly candidate: PriceCandidate;
  readonly money: Money;
  readonly role: PriceRole;
  readonly weight: number;
}

/** How far a source is believed on its own; a selector is the user's word. */
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
const NEVER = new Set<PriceRole>(['list', 'unit', 'shipping', 'instalment']);

/** A role of the markup stands; a mere "price" gives way to what the words around the amount say. */
function roleOf(candidate: PriceCandidate, said: PriceRole | undefined): PriceRole {
  if (candidate.role === 'price' || candidate.role === 'unknown') return said ?? candidate.role;
  return candidate.role;
}

interface Read {
  readonly candidate: PriceCandidate;
  readonly parsed: ParsedMoney;
  readonly amount: string;
}

function read(candidate: PriceCandidate, { lang, host }: OfferContext): Read | null {
  const parsed = parseMoney(candidate.raw, { currency: candidate.currencyHint, lang, host });
  if (parsed.amount === null || !/^\d{1,12}(\.\d{1,12})?$/.test(parsed.amount)) return null;
  return { candidate, parsed, amount: parsed.amount };
}

/** The currency most of the page's prices name; that of its country when none names any. */
function pageCurrency(reads: readonly Read[], context: OfferContext): string {
  const votes = new Map<string, number>();
  for (const { candidate, parsed } of reads) {
    if (parsed.currencyIso === undefined) continue;
    const weight = TRUST[candidate.source] * candidate.confidence;
    votes.set(parsed.currencyIso, (votes.get(parsed.currencyIso) ?? 0) + weight);
  }
  const top = [...votes].sort((a, b) => b[1] - a[1])[0];
  if (top !== undefined) return top[0];
  const signed = reads.some(({ parsed }) => parsed.currencyRaw !== undefined);
  return signed ? '' : (currencyOfPlace(context) ?? '');
}

/** A number without currency, or with a sign that may mean the page's, is taken to be in the page's currency. */
function currencyFor({ parsed }: Read, page: string): string {
  if (parsed.currencyIso !== undefined) return parsed.currencyIso;
  if (parsed.currencyRaw === undefined) return page;
  return currencyOfHint(parsed.currencyRaw)?.codes.includes(page) ? page : '';
}

function cast(item: Read, page: string): Ballot {
  const { candidate, parsed, amount } = item;
  const currency = currencyFor(item, page);
  const counted = toMinor(amount, currency);
  // "99¢": the amount is in the minor unit already.
  const inCents = parsed.currencyRaw === '¢' && exponentOf(currency) === 2;
  const minor = inCents ? Math.round(counted.minor / 100) : counted.minor;
  const role = roleOf(candidate, parsed.role);
  const confidence = Math.min(1, Math.max(0, candidate.confidence));
  const doubt = (role === 'from' ? 0.7 : 1) * (minor === 0 ? 0.15 : 1);
  return {
    candidate,
    money: { minor, currency },
    role,
    weight: TRUST[candidate.source] * confidence * doubt,
  };
}

interface Group {
  readonly minor: number;
  readonly ballots: Ballot[];
}

const compatible = (a: string, b: string): boolean => a === b || a === '' || b === '';

/** Embedded state often counts in cents: 1299 agrees with 12.99 of another source. */
function sameAmount(group: Group, ballot: Ballot): boolean {
  const currency = group.ballots.find((b) => b.money.currency !== '')?.money.currency ?? '';
  if (!compatible(currency, ballot.money.currency)) return false;
  if (group.minor === ballot.money.minor) return true;
  return ballot.candidate.source === 'embedded' && group.minor * 100 === ballot.money.minor;
}

function count(ballots: readonly Ballot[]): Group[] {
  const groups: Group[] = [];
  const ordered = [...ballots].sort(
    (a, b) => Number(a.candidate.source === 'embedded') - Number(b.candidate.source === 'embedded'),
  );
  for (const ballot of ordered) {
    const group = groups.find((g) => sameAmount(g, ballot));
    if (group !== undefined) group.ballots.push(ballot);
    else groups.push({ minor: ballot.money.minor, ballots: [ballot] });
  }
  return groups;
}

/** Independent sources multiply their doubts; many candidates of one source count once. */
function score(group: Group): number {
  const best = new Map<ValueSource, number>();
  for (const { candidate, weight } of group.ballots) {
    best.set(candidate.source, Math.max(best.get(candidate.source) ?? 0, weight));
  }
  let doubt = 1;
  for (const weight of best.values()) doubt *= 1 - weight;
  return 1 - doubt;
}

function currencyOf(group: Group): string {
  const votes = new Map<string, number>();
  for (const { money, weight } of group.ballots) {
    if (money.currency !== '') votes.set(money.currency, (votes.get(money.currency) ?? 0) + weight);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** A crossed-out price is higher than the price and in its currency; the best believed one is shown. */
function listPriceOf(ballots: readonly Ballot[], price: Money): Money | undefined {
  const higher = ballots
    .filter((b) => b.role === 'list' && b.money.minor > price.minor)
    .filter((b) => compatible(b.money.currency, price.currency) && b.money.minor < price.minor * 20)
    .sort((a, b) => b.weight - a.weight);
  const best = higher[0];
  return best === undefined ? undefined : { minor: best.money.minor, currency: price.currency };
}

/** The price a page asks, or null when nothing on it can be one. */
export function chooseOffer(candidates: readonly PriceCandidate[], context: OfferContext): Offer | null {
  const reads = candidates
    .slice(0, MAX_CANDIDATES)
    .map((candidate) => read(candidate, context))
    .filter((item) => item !== null);
  const page = pageCurrency(reads, context);
  const ballots = reads.map((item) => cast(item, page));
  const eligible = ballots.filter((ballot) => !NEVER.has(ballot.role));
  const ranked = count(eligible)
    .map((group) => ({ group, score: score(group) }))
    .sort((a, b) => b.score - a.score || a.group.minor - b.group.minor);
  const winner = ranked[0];
  if (winner === undefined || winner.score <= 0) return null;
  const { group } = winner;
  const evidence = [...group.ballots].sort((a, b) => b.weight - a.weight)[0];
  if (evidence === undefined) return null;
  const price = { minor: group.minor, currency: currencyOf(group) };
  const agreed = [...new Set(group.ballots.map((b) => b.candidate.source))];
  const others = ranked.slice(1).flatMap((r) => r.group.ballots.map((b) => b.candidate.source));
  const listPrice = listPriceOf(ballots, price);
  const rival = ranked[1]?.score ?? 0;
  return {
    price,
    ...(listPrice === undefined ? {} : { listPrice }),
    availability: context.availability,
    confidence: Number((winner.score * (1 - rival * 0.4)).toFixed(3)),
    evidence: evidence.candidate,
    agreed,
    disagreed: [...new Set(others)].filter((source) => !agreed.includes(source)),
  };
}
