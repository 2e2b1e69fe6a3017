// A move of a price is a change and a price point, which rules about changes and rules about prices find apart from each
// other. Whoever is told by one is not told again by the other: the incident that is there names the rules that found it too.
import type { AlertRule } from '../rule/alert-rule.ts';
import { isPriceMove } from '../rule/own-price-rule.ts';
import { covers } from '../rule/which-rule-tells.ts';
import { type FoundBy, withFinders } from '../incident/finders.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type { PricePoint, ToldBy } from '../../page/page.ts';
import type { AlertPorts } from './alert-ports.ts';

/** Changes or points of a page that one run can have made: those of a second look, and of a page that is back. */
const LATEST = 20;

type Seen = Pick<PricePoint, 'pageId' | 'runId'>;

/** What told the move as a change. */
export async function toldAsChange({ history }: AlertPorts, { pageId, runId }: Seen): Promise<ToldBy[]> {
  const changes: readonly InboxChange[] = await history.changes({ pageId, runId, limit: LATEST });
  return changes.flatMap((one) => (isPriceMove(one) ? (one.alerts ?? []) : []));
}

/** What told it as a price, where the change was stored later than the point. */
export async function toldAsPrice({ history }: AlertPorts, { pageId, runId }: Seen): Promise<ToldBy[]> {
  const points = await history.prices({ pageId, runId, limit: LATEST });
  return points.flatMap(({ alerts = [] }) => alerts);
}

interface FoundMove {
  readonly rules: readonly AlertRule[];
  readonly told: readonly ToldBy[];
}

/**
 * What tells already all whom the rule would tell, as soon; the rule is named in it. Null: nothing does. What stands for
 * many changes does not count: who asked for a price reads the price.
 */
export async function joinTold(
  { incidents }: AlertPorts,
  { rules, told }: FoundMove,
  found: FoundBy,
): Promise<ToldBy | null> {
  for (const one of told) {
    const teller = rules.find(({ _id }) => _id === one.ruleId);
    if (teller === undefined || !covers(teller, found.rule)) continue;
    const incident = await incidents.get(one.incidentId);
    if (incident === null || incident.gathers === true) continue;
    const named = withFinders(incident, [found]);
    if (named !== incident) await incidents.replace(named, incident.v);
    return one;
  }
  return null;
}
