// Runs that mend, and what they did, as the API shows them.
import type { RollbackPreview } from '../../../domain/upkeep/mend-run/preview-rollback.ts';
import type { RolledBack } from '../../../domain/page/rolled-back.ts';
import { type Mend, MEND_BEGIN, type RollbackTarget } from '../../../domain/run/mend.ts';
import type { RolledBackPage } from '../../../domain/page/rollback-store.ts';
import type { Run } from '../../../domain/run/run.ts';
import type {
  MendView,
  RollbackPreviewView,
  MendedPageView,
  RolledBackView,
} from '../../schemas/run/mend.ts';

export function toMendView({ mend, mended = MEND_BEGIN }: Pick<Run, 'mend' | 'mended'>): MendView | null {
  if (mend === undefined) return null;
  const { kind, by, why } = mend;
  return {
    kind,
    target: mend.kind === 'rollback' ? toTarget(mend.target) : null,
    ...reachOf(mend),
    undoes: mend.kind === 'undo-rollback' ? mend.runId : null,
    by,
    why,
    done: mended.isDone,
    counts: { ...mended.counts },
  };
}

function reachOf(mend: Mend): Pick<MendView, 'versions' | 'since'> {
  if (mend.kind !== 'reparse') return { versions: null, since: null };
  const { history } = mend;
  return { versions: history === undefined ? 'last' : 'all', since: history?.since?.toISOString() ?? null };
}

function toTarget(target: RollbackTarget): NonNullable<MendView['target']> {
  return target.kind === 'run'
    ? { kind: 'run', runId: target.runId, pageId: null, snapshotId: null }
    : { kind: 'page', runId: null, pageId: target.pageId, snapshotId: target.snapshotId };
}

export function toPreviewView({ counts, pages, isCut }: RollbackPreview): RollbackPreviewView {
  return {
    counts: { ...counts },
    pages: pages.map(({ isLaterToo, changes, ...page }) => ({
      ...page,
      changes: [...changes],
      laterToo: isLaterToo,
    })),
    truncated: isCut,
  };
}

export function toMendedPage(page: RolledBackPage): MendedPageView {
  const { pageId, url, title, isChanged, why, undoneBy } = page;
  return {
    pageId,
    url,
    title,
    changed: isChanged,
    why,
    changes: page.changes.length,
    prices: page.priceIds.length,
    versions: page.snapshotIds.length,
    undoneBy: undoneBy ?? null,
    links: { page: `/v1/pages/${encodeURIComponent(pageId)}`, run: `/v1/runs/${page.runId}` },
  };
}

export function toRolledBackView(mark: RolledBack | undefined): RolledBackView {
  return mark === undefined ? null : { ...mark, at: mark.at.toISOString() };
}
