// What a run found, told from the changes it confirmed: how many pages changed, and which pages it can hand on.
import type { ChangedPage } from '../../page/page-store.ts';
import type { HandedPages, RunFindings } from '../../config/dependent/dependent.ts';

/** A run's list of addresses is part of its document, which has a limit of size. */
export const MAX_HANDED = 50_000;

/** A page that came and went within the run counts as removed. */
function byPage(
  changes: readonly ChangedPage[],
): Map<string, { url: string; isNew: boolean; isGone: boolean }> {
  const pages = new Map<string, { url: string; isNew: boolean; isGone: boolean }>();
  for (const { pageId, url, kind } of changes) {
    const isNew = kind === 'added' || pages.get(pageId)?.isNew === true;
    pages.set(pageId, { url, isNew, isGone: kind === 'removed' });
  }
  return pages;
}

/** `changes`: oldest first. */
export function findingsOf(changes: readonly ChangedPage[]): RunFindings {
  const pages = [...byPage(changes).values()];
  const visitable = pages.filter(({ isGone }) => !isGone);
  return {
    changed: pages.length,
    added: visitable.filter(({ isNew }) => isNew).length,
    visitable: visitable.length,
  };
}

export function handedPages(changes: readonly ChangedPage[], wanted: HandedPages): string[] {
  const pages = [...byPage(changes).values()].filter(
    ({ isGone, isNew }) => !isGone && (isNew || wanted === 'changed'),
  );
  return pages.slice(0, MAX_HANDED).map(({ url }) => url);
}
