// Lists of changes in which those that a run tells together are one row, and what such a row says.
import { capital } from '../../system/capital.ts';
import { frameLine } from './frame-line.ts';
import type { SignedBlock } from './difference-sign.ts';

interface InList {
  readonly runId: string;
  /** Key of what is told together; null: it stands alone. */
  readonly siteWide: string | null;
}

export interface Together<T> {
  /** The first of them in the list. */
  readonly change: T;
  readonly same: readonly T[];
}

export function foldTogether<T extends InList>(changes: readonly T[]): Together<T>[] {
  const rows: { readonly change: T; readonly same: T[] }[] = [];
  const known = new Map<string, { readonly same: T[] }>();
  for (const change of changes) {
    const key = change.siteWide === null ? null : `${change.runId} ${change.siteWide}`;
    const first = key === null ? undefined : known.get(key);
    if (first !== undefined) {
      first.same.push(change);
      continue;
    }
    const row = { change, same: [] };
    rows.push(row);
    if (key !== null) known.set(key, row);
  }
  return rows;
}

interface Summed {
  readonly url: string;
  readonly summary: string;
  readonly frameOnly: boolean;
  readonly blocks: readonly SignedBlock[];
}

const MAX_SIGNS = 100;

/** Frames that differ are told as one; of what is the same on many pages the first says all. */
export function togetherSummary({ change, same }: Together<Summed>): string {
  if (same.length === 0 || !isOfFrame({ change, same })) return change.summary;
  const host = URL.canParse(change.url) ? new URL(change.url).host : '';
  const line = frameLine([change, ...same], host)({ pages: null, most: MAX_SIGNS });
  return capital(line);
}

/** A page that is taken for body as a whole may be among them. */
function isOfFrame({ change, same }: Together<Pick<Summed, 'frameOnly'>>): boolean {
  return [change, ...same].some(({ frameOnly }) => frameOnly);
}

/** Why a row stands for so many pages. */
export function togetherReason(row: Together<Pick<Summed, 'frameOnly'>>): string {
  return isOfFrame(row) ? 'what stands around the text changed' : 'the template of the site changed';
}
