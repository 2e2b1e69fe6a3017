// The names of the changes or prices that an incident stands for, read when it is told.
import { changeWords, messageSeverity, priceWords } from '../rule/alert-words.ts';
import { byGravity, MAX_MEMBERS, withMembers } from '../incident/gathered.ts';
import type { GatheredMember, Incident } from '../incident/incident.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import type { AlertPorts } from './alert-ports.ts';

/** Changes of which the gravest are named. */
const LOOKED_AT = 200;

export async function nameGathered(
  { alertMarks }: Pick<AlertPorts, 'alertMarks'>,
  incident: Incident,
): Promise<Incident> {
  const { _id, gathers, run, kind } = incident;
  if (gathers !== true || run === undefined || (kind !== 'change' && kind !== 'price')) return incident;
  const gathered = await alertMarks.countAlerted(kind, run.id, _id);
  const members =
    kind === 'change'
      ? changeMembers(await alertMarks.alertedChanges(run.id, _id, LOOKED_AT))
      : priceMembers(await alertMarks.alertedPrices(run.id, _id, LOOKED_AT));
  return withMembers(incident, gathered, members);
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
