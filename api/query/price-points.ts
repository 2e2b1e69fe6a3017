// Reads many price points at once, newest first, up to a limit.
import type { PricePoint } from '../../domain/page/page.ts';
import type { HistoryQuery } from '../../domain/page/page-store.ts';
import type { ApiPorts } from '../ports.ts';
import type { PriceObservation } from '../../domain/price/rule/rule-input.ts';
import { given } from '../../domain/system/given.ts';

const BATCH = 1_000;
/** Decades of daily changes of one page, or a day of a large shop. */
const MAX_POINTS = 10_000;

export interface PointList {
  readonly points: readonly PricePoint[];
  readonly truncated: boolean;
}

export async function readPoints(
  { history }: Pick<ApiPorts, 'history'>,
  of: Pick<HistoryQuery, 'jobId' | 'pageId'>,
): Promise<PointList> {
  const points: PricePoint[] = [];
  while (points.length < MAX_POINTS) {
    const last = points.at(-1);
    const before = last === undefined ? {} : { before: { at: last.at, id: last._id } };
    const batch = await history.prices({ ...of, ...before, limit: BATCH });
    points.push(...batch);
    if (batch.length < BATCH) return { points, truncated: false };
  }
  return { points, truncated: true };
}

export function toObservation(point: PricePoint): PriceObservation {
  const { at, minor, currency, availability, listMinor } = point;
  return {
    at: at.getTime(),
    minor,
    currency,
    availability,
    ...given({ listMinor }),
  };
}
