// Runs that mend in words: what one would do, and what one did.
import type { JobView } from '../../../api/schemas/job/job.ts';
import type {
  MendedPageView,
  MendView,
  ReparsePreviewView,
  RollbackPreviewView,
} from '../../../api/schemas/run/mend.ts';
import { counted } from '../../../domain/system/counted.ts';

const WORDS: Readonly<Record<MendView['kind'], { readonly goesOn: string; readonly done: string }>> = {
  rollback: { goesOn: 'rolls back', done: 'rolled back' },
  'undo-rollback': { goesOn: 'undoes a roll-back', done: 'given back' },
  reparse: { goesOn: 'reads stored pages again', done: 'read otherwise' },
  verify: { goesOn: 'verifies what is stored', done: 'repaired' },
};

/** What stands in lists and headlines for a run that mends. */
export function mendWords({ kind }: Pick<MendView, 'kind'>): string {
  return WORDS[kind].goesOn;
}

/** `3 pages back: 3 changes, 2 prices`. */
export function mendedWords({ counts, done, kind }: Pick<MendView, 'counts' | 'done' | 'kind'>): string {
  if (kind === 'verify' && counts.pages === 0) {
    const found =
      counts.left === 0
        ? 'all that is stored can be read'
        : `${counted(counts.left, 'page')} can not be read`;
    return `${counted(counts.looked, 'page')} looked at, ${found}${done ? '' : ' so far'}`;
  }
  const way = WORDS[kind].done;
  const parts = [
    ...(counts.changes === 0 ? [] : [counted(counts.changes, 'change')]),
    ...(kind === 'reparse' && counts.versions > 0 ? [counted(counts.versions, 'version')] : []),
    ...(counts.prices === 0 ? [] : [counted(counts.prices, 'price')]),
  ];
  const what = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${counted(counts.pages, 'page')} ${way}${what}${done ? '' : ' so far'}`;
}

/** The lines of the question before a roll-back. */
export function rollbackStakes({ counts, truncated, pages }: RollbackPreviewView): string[] {
  if (counts.pages === 0) return ['Nothing of it is in force any more: there is nothing to take back.'];
  const more = truncated ? ' of the pages looked at; there are more' : '';
  const isLater = pages.some(({ laterToo }) => laterToo);
  return [
    `${counted(counts.pages, 'page')} will have the version before again${more}.`,
    `${counted(counts.changes, 'change')} and ${counted(counts.prices, 'price')} are withdrawn${isLater ? ', those that later runs made of the same pages too' : ''}.`,
    ...(counts.alerts === 0
      ? []
      : [
          `${counted(counts.alerts, 'alert')} about it is marked; who was told is told once that it is withdrawn.`,
        ]),
    'Nothing is fetched. The next run compares with the versions that are brought back. It can be undone.',
  ];
}

/** What a run did to a page beside what it says itself; null: nothing. */
export function mendedPageWords(
  kind: MendView['kind'],
  { changes, prices, versions }: Pick<MendedPageView, 'changes' | 'prices' | 'versions'>,
): string | null {
  if (kind === 'verify') return null;
  if (kind !== 'reparse')
    return changes + prices === 0
      ? null
      : `${counted(changes, 'change')}, ${counted(prices, 'price')} withdrawn`;
  const parts = [
    ...(versions === 0 ? [] : [`${counted(versions, 'version')} read otherwise`]),
    ...(prices === 0 ? [] : [`${counted(prices, 'price')} replaced`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** The lines of the question before stored pages are read again. */
export function reparseStakes({
  looked,
  versions,
  differ,
  pages,
  truncated,
}: Pick<ReparsePreviewView, 'looked' | 'versions' | 'differ' | 'pages' | 'truncated'>): string[] {
  if (looked === 0) return ['Nothing is stored that could be read again.'];
  const left = pages.filter((page) => page.left !== null).length;
  const of = versions > looked ? ` with ${counted(versions, 'version')}` : '';
  const more = truncated ? ' There are more; the run reads all of them.' : '';
  return [
    `${counted(looked, 'page')}${of} looked at: ${differ === 0 ? 'none' : differ} would be read otherwise by the present rules.${more}`,
    ...(left === 0
      ? []
      : [`Of ${counted(left, 'page')} something can not be read again and stays as it is.`]),
    'Nothing is fetched, and no change and no alert comes of it. To go back, restore the rules of before and read again.',
  ];
}

/** Why nothing that is stored of the job can be mended now; undefined: it can. */
export function mendRefusal({ activeRun, state }: Pick<JobView, 'activeRun' | 'state'>): string | undefined {
  if (activeRun !== null) return 'A run goes on. Wait for its end, or stop it.';
  return state === 'archived' ? 'The job is archived. Restore it first.' : undefined;
}
