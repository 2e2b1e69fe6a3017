// What an incident stands for, read when it is told: how many changes or prices, all of them in one line, and the gravest
// by name.
import { changeWords, messageSeverity, priceWords, summaryRoom } from '../rule/alert-words.ts';
import { byGravity, MAX_MEMBERS, withMembers } from '../incident/gathered.ts';
import type { GatheredMember, Incident } from '../incident/incident.ts';
import type { RunChange } from '../../change/words/run-change.ts';
import { runSummary, topicLine } from '../../change/words/run-summary.ts';
import { runTopics, sameKey } from '../../change/words/run-topic.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import { toPriceChange, toRunChange } from '../../page/run-change.ts';
import type { AlertPorts } from './alert-ports.ts';

type FoundPorts = Pick<AlertPorts, 'alertMarks' | 'history'>;

/** Of those that an incident stands for so many are read, the gravest. */
const LOOKED_AT = 1_000;

export async function nameGathered(ports: FoundPorts, incident: Incident): Promise<Incident> {
  const { _id, gathers, run, kind, title } = incident;
  if (gathers !== true || run === undefined || (kind !== 'change' && kind !== 'price')) return incident;
  const gathered = await ports.alertMarks.countAlerted(kind, run.id, _id);
  const { changes, prices, found } = await readFound(ports, incident);
  const summary = runSummary(found, { total: gathered, most: summaryRoom(title) });
  const members = kind === 'change' ? changeMembers(changes) : priceMembers(prices);
  return withMembers(incident, { gathered, members, summary });
}

/** Of changes that matter as much, that a page is gone is named before what differs on it; the same on many pages is one. */
function changeMembers(changes: readonly Change[]): GatheredMember[] {
  const isGone = ({ kind }: Change): number => (kind === 'removed' ? 0 : 1);
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes.toSorted((a, b) => isGone(a) - isGone(b))) {
    const key = sameKey(toRunChange(change)) ?? change._id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return byGravity([...groups.values()].map(toMember)).slice(0, MAX_MEMBERS);
}

function toMember(group: readonly [Change, ...Change[]]): GatheredMember {
  const [first, ...others] = group;
  const severity = messageSeverity(first.severity);
  if (others.length === 0) return { title: changeWords(first).title, url: first.url, severity };
  // What stands around the text of these pages is told once for all of them.
  const [topic] = runTopics(group.map(toRunChange));
  const title = topic === undefined ? changeWords(first).title : topicLine(topic);
  return { title, url: first.url, severity, pages: group.length };
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

interface Found {
  readonly changes: readonly Change[];
  readonly prices: readonly PricePoint[];
  readonly found: readonly RunChange[];
}

/** What an incident tells of, as the words of a run speak of it. */
export async function readFound(ports: FoundPorts, incident: Incident): Promise<Found> {
  const { _id, kind, run, gathers } = incident;
  if (gathers === true && run !== undefined && kind === 'change') {
    const changes = await ports.alertMarks.alertedChanges(run.id, _id, LOOKED_AT);
    return { changes, prices: [], found: changes.map(toRunChange) };
  }
  if (gathers === true && run !== undefined && kind === 'price') {
    const prices = await ports.alertMarks.alertedPrices(run.id, _id, LOOKED_AT);
    return { changes: [], prices, found: prices.map(toPriceChange) };
  }
  const change = incident.change === undefined ? null : await ports.history.change(incident.change.id);
  if (change !== null) return { changes: [change], prices: [], found: [toRunChange(change)] };
  return { changes: [], prices: [], found: priceOf(incident) };
}

function priceOf({ price, page }: Incident): RunChange[] {
  const { beforeMinor = null, afterMinor: minor = null, currency = '' } = price ?? {};
  if (minor === null || page === undefined) return [];
  const before = beforeMinor === null ? {} : { beforeMinor };
  return [toPriceChange({ url: page.url, name: page.title ?? '', minor, currency, ...before })];
}
