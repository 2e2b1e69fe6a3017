// Which of the rules that find the same change tell it. A channel that hears of it by one rule is not told again by
// another, unless that one tells it sooner, or does more: it reminds, or has steps.
import { type AlertRule, DIGESTS } from './alert-rule.ts';

const SCOPES: readonly AlertRule['scope']['kind'][] = ['job', 'tag', 'workspace'];

export function toldBy(rules: readonly AlertRule[]): AlertRule[] {
  return rules.filter((rule) => !rules.some((other) => other !== rule && goesBefore(other, rule)));
}

/** Whether `first` makes `second` needless. Of two that make each other needless, the narrower one tells, then the older. */
function goesBefore(first: AlertRule, second: AlertRule): boolean {
  return covers(first, second) && (!covers(second, first) || order(first, second) < 0);
}

function covers(first: AlertRule, second: AlertRule): boolean {
  if (second.remindMinutes !== undefined || (second.steps ?? []).length > 0) return false;
  return reachesAll(first, second) && tellsAsSoon(first, second);
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

function order(first: AlertRule, second: AlertRule): number {
  const byScope = SCOPES.indexOf(first.scope.kind) - SCOPES.indexOf(second.scope.kind);
  const byAge = first.createdAt.getTime() - second.createdAt.getTime();
  return byScope || byAge || (first._id < second._id ? -1 : 1);
}
