// What an incident stands for, read when it is told: how many changes or prices, all of them in one line, and the gravest
// by name.
import { changeWords, messageSeverity, priceWords, summaryRoom } from '../rule/alert-words.ts';
import { byGravity, MAX_MEMBERS, withMembers } from '../incident/gathered.ts';
import type { GatheredMember, Incident } from '../incident/incident.ts';
import { runSummary } from '../../change/words/run-summary.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import type { AlertPorts } from './alert-ports.ts';
import { readFound } from './read-found.ts';

export async function nameGathered(
  ports: Pick<AlertPorts, 'alertMarks' | 'history'>,
  incident: Incident,
): Promise<Incident> {
  const { _id, gathers, run, kind, title } = incident;
  if (gathers !== true || run === undefined || (kind !== 'change' && kind !== 'price')) return incident;
  const gathered = await ports.alertMarks.countAlerted(kind, run.id, _id);
  const { changes, prices, found } = await readFound(ports, incident);
  const summary = runSummary(found, { total: gathered, most: summaryRoom(title) });
  const members = kind === 'change' ? changeMembers(changes) : priceMembers(prices);
  return withMembers(incident, { gathered, members, summary });
}

/** Of changes that matter as much, that a page is gone is named before what differs on it. */
function changeMembers(changes: readonly Change[]): GatheredMember[] {
  const isGone = ({ kind }: Change): number => (kind === 'removed' ? 0 : 1);
  const members = changes
    .toSorted((a, b) => isGone(a) - isGone(b))
    .map((change) => ({
      title: changeWords(change).title,
      url: change.url,
      severity: messageSeverity(change.severity),
    }));
  return byGravity(members).slice(0, MAX_MEMBERS);
}

function priceMembers(points: readonly PricePoint[]): GatheredMember[] {
  return points.slice(0, MAX_MEMBERS).map((point) => {
    const before = point.beforeMinor === undefined ? 'a first price' : `${point.percent ?? 0} %`;
    return {
      title: priceWords(point, before).title,
      url: point.url,
      severity: 'warning',
    };
  });
}
