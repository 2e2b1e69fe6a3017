// What the job's price rules made of a visit, and what the page keeps of it. The states are written with the same
// write as the change they led to, so that a rule which has fired is never told twice and none is lost.
import {
  type FiredRule,
  type JudgedRule,
  type JudgedRules,
  judgePriceRules,
  rulesToJudge,
} from '../../price/rule/judge-rules.ts';
import type { Page } from '../../page/page.ts';
import type { PageOptionalField } from '../../page/page-store.ts';
import type { VisitContext } from './visit-context.ts';

/** Null where no rule was judged. */
function rulesOfVisit({ run, rows, page }: VisitContext): JudgedRules | null {
  const judged = rows.price?.rules;
  if (judged === undefined) return null;
  if (judged.pageV === (page?.v ?? 0)) return judged;
  // Somebody wrote the page since the stage before: the rules are judged again by the states it has now.
  const rules = rulesToJudge(run.config.changes);
  return judgePriceRules({ rules, states: page?.priceRules ?? [], sight: judged.sight });
}

export function firedRules(visit: VisitContext): JudgedRule[] {
  return (rulesOfVisit(visit)?.verdicts ?? []).filter(({ fires }) => fires);
}

/** Whether only price and stock of the page are told, never its text. */
export function watchesPriceOnly({ run }: VisitContext): boolean {
  return run.config.changes.watch === 'price-and-stock';
}

/** The rules that a change names. A job without rules of its own is told every move, and names none. */
export function namedRules(visit: VisitContext, fired: readonly JudgedRule[]): { rules?: FiredRule[] } {
  const { priceRules = [] } = visit.run.config.changes;
  if (priceRules.length === 0 || fired.length === 0) return {};
  return { rules: fired.map(({ name, reason }) => ({ name, reason })) };
}

/** Why each rule of the job fired or not, a line each. */
export function ruleLines(visit: VisitContext): string[] {
  const { priceRules = [] } = visit.run.config.changes;
  if (priceRules.length === 0) return [];
  return (rulesOfVisit(visit)?.verdicts ?? []).map(
    ({ name, fires, reason }) => `price rule “${name}” ${fires ? 'fired' : 'is quiet'}: ${reason}`,
  );
}

/** The new states of the rules; the states of rules that are gone go too. */
export function ruleStates(visit: VisitContext): {
  readonly set: Pick<Page, 'priceRules'> | object;
  readonly unset: readonly PageOptionalField[];
} {
  const judged = rulesOfVisit(visit);
  if (judged !== null) return { set: { priceRules: judged.states }, unset: [] };
  const isOver = rulesToJudge(visit.run.config.changes).length === 0;
  return { set: {}, unset: isOver && visit.page?.priceRules !== undefined ? ['priceRules'] : [] };
}

/** Price and stock of this look, to be compared with those of a second look. */
export function sightText({ rows }: VisitContext): string | undefined {
  const sight = rows.price?.rules?.sight;
  if (sight === undefined) return undefined;
  const { price, availability } = sight;
  return `${price === null ? '' : `${price.minor} ${price.currency} `}${availability}`;
}
