// Roll-backs in words: what one would take back, and what one did.
import type { MendView, RollbackPreviewView } from '../../api/schemas/run/mend.ts';
import { counted } from '../appearance/format.ts';

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
