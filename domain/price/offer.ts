// The vote on a page's price: candidates of all sources name an amount, and agreement of independent sources
// makes it credible. List prices, unit prices, shipping and instalments never win. Sources that disagreed are
// kept and shown.
import type { PriceCandidate, PriceRole, ValueSource } from '../reading/page/parsed-page.ts';
import { FROM_DOUBT, type PriceVote, castVotes, type OfferContext } from './price-vote.ts';
import type { Money } from '../reading/money/money-value.ts';
import type { Offer } from './price.ts';
import { WEIGHT_PRICE } from '../reading/words/unit.ts';
import { variantOffer } from './variant-offer.ts';
import { given } from '../system/given.ts';

const NEVER = new Set<PriceRole>(['list', 'unit', 'shipping', 'instalment']);

/** "(€ 3.20 / 100 g)": a price by weight, shown for comparison beside the price of the bag or bottle. */
const BY_WEIGHT = new RegExp(`${WEIGHT_PRICE}|\\(`, 'iu');

/** Votes that may win. A unit price may only if there is no other: something sold by the metre or piece. */
function eligibleOf(votes: readonly PriceVote[]): PriceVote[] {
  const eligible = votes.filter(({ role }) => !NEVER.has(role));
  if (eligible.length > 0) return eligible;
  const units = votes.filter(({ role, candidate }) => role === 'unit' && !BY_WEIGHT.test(candidate.raw));
  return units.filter((vote) => !units.some((other) => isOfMore(other, vote)));
}

/** "£1.50 / unit" beside "£0.38 / ea": what is sold costs more than a piece of it. */
function isOfMore(other: PriceVote, { money, weight }: PriceVote): boolean {
  return other.money.minor > money.minor && other.weight >= weight * 0.9;
}

/** A visible amount of less weight than this, among several, is no evidence. */
const FAINT = 0.27;
/** This many different amounts of equal prominence are a list of products. */
const MANY = 4;

interface Group {
  readonly minor: number;
  readonly votes: PriceVote[];
}

function compatible(a: string, b: string): boolean {
  return a === b || a === '' || b === '';
}

/** Embedded state often counts in cents: 1299 there agrees with 12.99 of another source. */
function sameAmount(group: Group, vote: PriceVote): boolean {
  const currency = group.votes.find((b) => b.money.currency !== '')?.money.currency ?? '';
  if (!compatible(currency, vote.money.currency)) return false;
  if (group.minor === vote.money.minor) return true;
  return vote.candidate.source === 'embedded' && group.minor * 100 === vote.money.minor;
}

function count(votes: readonly PriceVote[]): Group[] {
  const groups: Group[] = [];
  const ordered = [...votes].sort(
    (a, b) => Number(a.candidate.source === 'embedded') - Number(b.candidate.source === 'embedded'),
  );
  for (const vote of ordered) {
    const group = groups.find((g) => sameAmount(g, vote));
    if (group !== undefined) group.votes.push(vote);
    else groups.push({ minor: vote.money.minor, votes: [vote] });
  }
  return groups;
}

/** The doubts of independent sources are multiplied; more candidates of one source add little. */
function score(group: Group): number {
  const bySource = new Map<ValueSource, number[]>();
  for (const { candidate, weight } of group.votes) {
    bySource.set(candidate.source, [...(bySource.get(candidate.source) ?? []), weight]);
  }
  let doubt = 1;
  for (const weights of bySource.values()) {
    const best = Math.max(...weights);
    // A page repeats its price (buy box, sticky bar); only places of about equal prominence count as repeats.
    const repeats = weights.filter((weight) => weight > 0 && weight >= best * 0.85).length - 1;
    doubt *= 1 - Math.min(0.99, best * (1 + 0.04 * Math.min(3, Math.max(0, repeats))));
  }
  return 1 - doubt;
}

function currencyOf(group: Group): string {
  const votes = new Map<string, number>();
  for (const { money, weight } of group.votes) {
    if (money.currency !== '') votes.set(money.currency, (votes.get(money.currency) ?? 0) + weight);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** The most credible crossed-out price that is higher than the price and in the same currency. */
function listPriceOf(votes: readonly PriceVote[], price: Money): Money | undefined {
  const higher = votes
    .filter((b) => b.role === 'list' && b.money.minor > price.minor)
    .filter((b) => compatible(b.money.currency, price.currency) && b.money.minor < price.minor * 20)
    .sort((a, b) => b.weight - a.weight);
  const best = higher[0];
  return best === undefined ? undefined : { minor: best.money.minor, currency: price.currency };
}

interface Ranked {
  readonly group: Group;
  readonly score: number;
}

function strongest({ votes }: Group): number {
  return Math.max(...votes.map(({ weight }) => weight));
}

/** The visible amounts are faint, or many of equal prominence: prices of other products. */
function isGuess(ranked: readonly Ranked[]): boolean {
  const first = ranked[0]?.group;
  if (first === undefined || first.votes.some(({ candidate }) => candidate.source !== 'visible'))
    return false;
  const best = strongest(first);
  if (ranked.length >= 3 && best < FAINT) return true;
  return ranked.filter(({ group }) => strongest(group) >= best * 0.97).length >= MANY;
}

/**
 * "from $49" in as good a place as "$89" below it: the page says itself which of its prices is the lowest, and the higher
 * one is that of a size.
 */
function lowestSaid(ranked: readonly Ranked[]): Ranked | undefined {
  const first = ranked[0]?.group;
  if (first === undefined || first.votes.some(({ candidate }) => candidate.source !== 'visible'))
    return undefined;
  const isSaid = ({ role, candidate, weight }: PriceVote): boolean =>
    role === 'from' && candidate.source === 'visible' && weight >= strongest(first) * FROM_DOUBT;
  return ranked.find(({ group }) => group.minor < first.minor && group.votes.some(isSaid));
}

/** The price a page asks, or null when no candidate can be one. */
export function chooseOffer(candidates: readonly PriceCandidate[], context: OfferContext): Offer | null {
  const votes = castVotes(candidates, context);
  const ranked = count(eligibleOf(votes))
    .map((group) => ({ group, score: score(group) }))
    .sort((a, b) => b.score - a.score || a.group.minor - b.group.minor);
  const winner = lowestSaid(ranked) ?? ranked[0];
  if (winner === undefined || winner.score <= 0 || isGuess(ranked)) return null;
  const { group } = winner;
  const evidence = [...group.votes].sort((a, b) => b.weight - a.weight)[0];
  if (evidence === undefined) return null;
  const price = { minor: group.minor, currency: currencyOf(group) };
  const agreed = [...new Set(group.votes.map((b) => b.candidate.source))];
  const others = ranked
    .filter((one) => one !== winner)
    .flatMap((r) => r.group.votes.map((b) => b.candidate.source));
  const listPrice = listPriceOf(votes, price);
  const rival = ranked.find((one) => one !== winner)?.score ?? 0;
  return {
    price,
    ...given({ listPrice, variants: variantOffer(context.variants, price) }),
    availability: context.availability,
    confidence: Number((winner.score * (1 - rival * 0.4)).toFixed(3)),
    evidence: evidence.candidate,
    agreed,
    disagreed: [...new Set(others)].filter((source) => !agreed.includes(source)),
  };
}
