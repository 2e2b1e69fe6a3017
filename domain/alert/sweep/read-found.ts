// The changes and prices that incidents tell of, as the words of a run speak of them.
import type { RunChange } from '../../change/words/run-change.ts';
import { toPriceChange, toRunChange } from '../../page/run-change.ts';
import type { Change, PricePoint } from '../../page/page.ts';
import type { Incident } from '../incident/incident.ts';
import type { AlertPorts } from './alert-ports.ts';

type FoundPorts = Pick<AlertPorts, 'alertMarks' | 'history'>;

/** Of those that an incident stands for so many are read, the gravest. */
const LOOKED_AT = 1_000;

interface Found {
  readonly changes: readonly Change[];
  readonly prices: readonly PricePoint[];
  readonly found: readonly RunChange[];
}

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
