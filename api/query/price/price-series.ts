// Reads what a page's price chart shows: its points, and its changes for marks and for the times when it was gone.
import type { Change, Page, PricePoint } from '../../../domain/page/page.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { ApiPorts } from '../../ports.ts';
import { readPoints } from '../price-points.ts';

export interface SeriesFacts {
  readonly page: Page;
  /** Newest first. */
  readonly points: readonly PricePoint[];
  readonly truncated: boolean;
  /** Newest first. */
  readonly changes: readonly Change[];
}

const MAX_CHANGES = 500;

export async function readSeries(ports: Pick<ApiPorts, 'history'>, page: Page): Promise<SeriesFacts> {
  const pageId = page._id;
  const [{ points, truncated }, changes] = await Promise.all([
    readPoints(ports, { pageId }),
    ports.history.changes({ pageId, limit: MAX_CHANGES, states: ['pending', 'confirmed'] }),
  ]);
  return { page, points, truncated, changes };
}

export interface PriceWindow {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket: 'raw' | '1h' | '1d';
}

/** Refuses a window that ends before it begins. */
export function checkWindow({ from, to }: PriceWindow): void {
  if (from === undefined || to === undefined || Date.parse(from) < Date.parse(to)) return;
  throw new WebloomError('unknown-parameter', 'to: Give a time after `from`.', { facts: { from, to } });
}
