// What the server sent of two stored versions, line by line: whether the site changed what it sends, or its scripts what they make of it.
import { diffApart, diffLines, type LineDiff, wholeVersion } from '../../../domain/change/diff/line-hunk.ts';
import type { Snapshot } from '../../../domain/page/page.ts';
import { markupLines } from '../../../domain/reading/content/markup-lines.ts';
import type { TextBlock } from '../../../domain/reading/page/parsed-page.ts';
import { counted } from '../../../domain/system/counted.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { ApiPorts } from '../../ports.ts';
import { readServed } from '../page/page-text.ts';

/** Of both together: more would keep the API from everything else for seconds. */
const MAX_LINES = 200_000;

interface ServedPair {
  readonly older: Snapshot | null;
  readonly newer: Snapshot | null;
  /** Equal lines around each change; `apart`: where stretches stand alone. */
  readonly context: { readonly lines: number; readonly apart: number };
}

/** Throws where it is not kept of one of them. */
export async function servedLines(
  ports: Pick<ApiPorts, 'blobs'>,
  { older, newer, context }: ServedPair,
): Promise<{ readonly lines: LineDiff; readonly apart: LineDiff }> {
  const sides: TextBlock[][] = [];
  for (const snapshot of [older, newer])
    if (snapshot !== null) sides.push(markupLines((await readServed(ports, snapshot)).toString('utf8')));
  const total = sides.reduce((sum, { length }) => sum + length, 0);
  if (total > MAX_LINES)
    throw new WebloomError(
      'validation',
      `What the server sent has ${counted(total, 'line')}, too many to compare. Save both with GET /v1/snapshots/{id}/content?served=true.`,
      { facts: { lines: total } },
    );
  const [before = [], after] = sides;
  if (after === undefined) return { lines: wholeVersion(before), apart: wholeVersion(before) };
  const blocks = { before, after };
  return { lines: diffLines(blocks, context.lines), apart: diffApart(blocks, context.apart) };
}
