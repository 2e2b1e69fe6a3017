// Prints what the pages of a run say, or writes it into a folder, and sums up what did not come.
import { counted } from '../../domain/system/counted.ts';
import type { CliContext } from '../context.ts';
import { type ExportedForm, openContentsFolder } from './contents-folder.ts';
import { type ContentsQuery, readContents } from './read-contents.ts';

export interface WrittenContents extends Omit<ContentsQuery, 'as'> {
  readonly forms: readonly ExportedForm[];
  /** A folder; absent: standard output, a JSON document a line. */
  readonly to?: string | undefined;
  /** How many pages there are, where it is known. */
  readonly expected?: number;
}

/** Whether every page came. */
export async function writeContents(context: CliContext, wanted: WrittenContents): Promise<boolean> {
  const { forms, to, expected, ...query } = wanted;
  const folder = to === undefined ? null : await openContentsFolder(to, forms);
  const missed = new Map<string, number>();
  const progress = createProgress(context, to === undefined ? undefined : expected);
  let pages = 0;
  for await (const read of readContents(context, { ...query, as: forms.join(',') })) {
    const { outcome, reason, problem } = read.line;
    pages += 1;
    const isThere = (outcome === 'stored' || outcome === 'unchanged') && problem === undefined;
    if (!isThere) missed.set(reason, (missed.get(reason) ?? 0) + 1);
    if (folder === null) context.out(`${read.json}\n`);
    else await folder.write(read);
    progress.show(pages);
  }
  progress.end();
  const without = [...missed.values()].reduce((sum, count) => sum + count, 0);
  const why = [...missed].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const end = without === 0 ? '' : `; ${without} without content: ${why}`;
  context.err(`${counted(pages, 'page')}${to === undefined ? '' : ` in ${to}`}${end}.\n`);
  return without === 0;
}

function createProgress(
  { err, isTerminal }: CliContext,
  expected: number | undefined,
): { show(pages: number): void; end(): void } {
  const isShown = isTerminal && expected !== undefined;
  return {
    show: (pages) => {
      if (isShown) err(`\r\u001b[K${pages} of ${counted(expected, 'page')}`);
    },
    end: () => {
      if (isShown) err('\r\u001b[K');
    },
  };
}
