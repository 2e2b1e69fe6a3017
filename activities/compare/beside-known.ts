// A first look at a page that another tool knew: the verdict says whether the words are those.
import type { ChangeVerdict } from '../../domain/change/change.ts';
import { compareWithKnown } from '../../domain/page/known-text/known-text.ts';
import type { Page } from '../../domain/page/page.ts';
import type { ParsedRow } from '../../domain/run/stage/stage-row.ts';
import { loadBlocks, type TextPorts } from './load-blocks.ts';

interface Look {
  readonly page: Page | undefined;
  readonly row: Pick<ParsedRow, 'blocksKey'>;
}

/** Any other verdict stays as it is. */
export async function besideKnown(
  ports: TextPorts,
  { page, row }: Look,
  verdict: ChangeVerdict,
): Promise<ChangeVerdict> {
  const { known, baseline } = page ?? {};
  if (known === undefined || baseline !== undefined || verdict.verdict !== 'first') return verdict;
  const [before, after] = await Promise.all([
    loadBlocks(ports, known.blocksKey),
    loadBlocks(ports, row.blocksKey),
  ]);
  return { ...verdict, reason: compareWithKnown(known, before, after ?? []) };
}
