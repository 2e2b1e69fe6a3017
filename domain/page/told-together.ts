// Which changes of a run are told together: those that many pages of a host share, and all that stands around the texts of
// a host's pages.
import { frameKey } from '../change/words/run-change.ts';
import { urlHost } from '../web/url/key.ts';
import type { Change } from './page.ts';

/** What stands around the text differs, and nothing else: where a price moved, too, that is what is told. */
export function isFrameOnly({ kind, detail }: Pick<Change, 'kind' | 'detail'>): boolean {
  return kind === 'text' && detail.frameOnly === true;
}

/** The same for all that a run tells together; null: it is told by itself. */
export function togetherKey(change: Pick<Change, 'kind' | 'detail' | 'url' | 'siteWide'>): string | null {
  return isFrameOnly(change) ? frameKey(urlHost(change.url)) : (change.siteWide ?? null);
}
