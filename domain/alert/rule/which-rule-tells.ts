// When several alert rules find the same thing: which of them send a message. A channel gets one message, by one rule. A
// second rule sends its own only where it is sooner, or does more: it reminds, or has steps.
import { type AlertRule, DIGESTS, narrownessOf } from './alert-rule.ts';

/** What is open already of something that lasts. */
export interface OpenAlerts {
  has(rule: AlertRule): boolean;
  /** Whether the rule finds what the open incident of `first` does not say. */
  isNews(rule: AlertRule, first: AlertRule): boolean;
}

const NOTHING_OPEN: OpenAlerts = { has: () => false, isNews: () => false };

export interface Telling {
  readonly rule: AlertRule;
  /** Rules that keep silent because this one tells. */
  readonly silent: readonly AlertRule[];
}

/** Of rules that found the same thing, those that send a message. */
export function tellingRules(rules: readonly AlertRule[], open: OpenAlerts = NOTHING_OPEN): Telling[] {
  const tellers = rules.filter(
    (rule) => !rules.some((other) => other !== rule && goesBefore(other, rule, open)),
  );
  const silent = rules.filter((rule) => !tellers.includes(rule) && !open.has(rule));
  return tellers.map((rule) => ({ rule, silent: silent.filter((one) => covers(rule, one, open)) }));
}

/** Whether `first` makes `second` needless. Of two that make each other needless, one that has told goes on telling. */
function goesBefore(first: AlertRule, second: AlertRule, open: OpenAlerts): boolean {
  if (!covers(first, second, open)) return false;
  if (!covers(second, first, open)) return true;
  const byOpen = Number(open.has(second)) - Number(open.has(first));
  return (byOpen || order(first, second)) < 0;
}

/** Whether whoever would hear of the same thing by `second` hears of it by `first`, as soon and with its end. */
export function covers(first: AlertRule, second: AlertRule, open: OpenAlerts = NOTHING_OPEN): boolean {
  if (first.workspaceId !== second.workspaceId) return false;
  if (second.remindMinutes !== undefined || (second.steps ?? []).length > 0) return false;
  if (open.has(first) && !open.has(second) && open.isNews(second, first)) return false;
  return reachesAll(first, second) && tellsAsSoon(first, second) && tellsEnd(first, second);
}

function reachesAll({ channels: first }: AlertRule, { channels: second }: AlertRule): boolean {
  if (first === 'all') return true;
  return second !== 'all' && second.every((channel) => first.includes(channel));
}

function tellsAsSoon(first: AlertRule, second: AlertRule): boolean {
  if (DIGESTS.indexOf(first.digest) > DIGESTS.indexOf(second.digest)) return false;
  const { quietHours: quiet } = first;
  const same = second.quietHours;
  if (first.digest !== 'none' && first.zone !== second.zone) return false;
  return (
    quiet === undefined || (first.zone === second.zone && quiet.from === same?.from && quiet.to === same.to)
  );
}

/** A change or a price has no end to tell. */
function tellsEnd(first: AlertRule, second: AlertRule): boolean {
  const { kind } = second.when;
  return kind === 'change' || kind === 'price' || first.tellEnd || !second.tellEnd;
}

/** The narrower one first, then the older. */
function order(first: AlertRule, second: AlertRule): number {
  const byScope = narrownessOf(first) - narrownessOf(second);
  const byAge = first.createdAt.getTime() - second.createdAt.getTime();
  return byScope || byAge || (first._id < second._id ? -1 : 1);
}
