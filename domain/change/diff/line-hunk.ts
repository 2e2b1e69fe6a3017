// The lines of two versions as people read a difference: hunks of changed lines with some equal ones around them, numbered
// on both sides, and how many equal lines are left out between.
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { BlockChange } from '../change.ts';
import { placeBlocks } from './block-change.ts';

export interface DiffLine {
  readonly op: BlockChange['op'] | 'same';
  /** Number of the line in the older and the newer version, from 1; null: it is not there. */
  readonly from: number | null;
  readonly to: number | null;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The change that the line shows; absent for equal lines. */
  readonly change?: BlockChange;
}

export interface LineHunk {
  /** Heading above the hunk. */
  readonly under: string | null;
  /** Equal lines left out before it. */
  readonly skipped: number;
  readonly lines: readonly DiffLine[];
}

export interface LineDiff {
  readonly hunks: readonly LineHunk[];
  /** Equal lines left out after the last hunk. */
  readonly skippedAfter: number;
  readonly same: number;
  /** Too much differs to pair every line. */
  readonly coarse: boolean;
}

export interface Versions {
  readonly before: readonly TextBlock[];
  readonly after: readonly TextBlock[];
}

/** `context`: equal lines shown around each change. */
export function diffLines({ before, after }: Versions, context: number): LineDiff {
  const { hunks, coarse } = placeBlocks(before, after);
  const made: { under: string | null; skipped: number; lines: DiffLine[] }[] = [];
  // Position up to which the newer version is shown, and what to add for the older one.
  let shown = 0;
  let shift = 0;
  const equal = (from: number, to: number): DiffLine[] => equalLines(after, { from, to, shift });
  for (const { fromB, toB, toA, changes } of hunks) {
    const last = made.at(-1);
    const gap = fromB - shown;
    const isNear = last !== undefined && gap <= 2 * context;
    if (isNear) last.lines.push(...equal(shown, fromB));
    else {
      const tail = last === undefined ? 0 : context;
      last?.lines.push(...equal(shown, shown + tail));
      const begin = Math.max(shown + tail, fromB - context);
      const under = changes[0]?.change.under ?? null;
      made.push({ under, skipped: begin - shown - tail, lines: equal(begin, fromB) });
    }
    made.at(-1)?.lines.push(...changes.map(toLine));
    shown = toB;
    shift = toA - toB;
  }
  const tail = Math.min(after.length, shown + context);
  made.at(-1)?.lines.push(...equal(shown, tail));
  const changed = hunks.reduce((sum, hunk) => sum + hunk.toB - hunk.fromB, 0);
  return {
    hunks: made,
    skippedAfter: made.length === 0 ? after.length : after.length - tail,
    same: after.length - changed,
    coarse,
  };
}

/** The same with a hunk for each stretch of changed lines, so that they can stand in another order than on the page. */
export function diffApart({ before, after }: Versions, context: number): LineDiff {
  const { hunks, coarse } = placeBlocks(before, after);
  const made = hunks.map(({ fromB, toB, toA, changes }, at): LineHunk => {
    const last = hunks[at - 1] ?? { toA: 0, toB: 0 };
    const next = hunks[at + 1]?.fromB ?? after.length;
    const above = { from: Math.max(last.toB, fromB - context), to: fromB, shift: last.toA - last.toB };
    const below = { from: toB, to: Math.min(next, toB + context), shift: toA - toB };
    const lines = [...equalLines(after, above), ...changes.map(toLine), ...equalLines(after, below)];
    return { under: changes[0]?.change.under ?? null, skipped: 0, lines };
  });
  const changed = hunks.reduce((sum, hunk) => sum + hunk.toB - hunk.fromB, 0);
  return { hunks: made, skippedAfter: 0, same: after.length - changed, coarse };
}

interface EqualLines {
  readonly from: number;
  readonly to: number;
  /** What to add to a number of the newer version for the older one. */
  readonly shift: number;
}

function equalLines(after: readonly TextBlock[], { from, to, shift }: EqualLines): DiffLine[] {
  return after.slice(from, to).map(({ path, text }, at) => ({
    op: 'same',
    from: from + at + 1 + shift,
    to: from + at + 1,
    path,
    before: text,
    after: text,
  }));
}

function toLine({
  change,
  from,
  to,
}: ReturnType<typeof placeBlocks>['hunks'][number]['changes'][number]): DiffLine {
  return {
    op: change.op,
    from: from === null ? null : from + 1,
    to: to === null ? null : to + 1,
    path: change.path,
    before: change.before ?? null,
    after: change.after ?? null,
    change,
  };
}

/** The lines of the only version there is. */
export function wholeVersion(blocks: readonly TextBlock[]): LineDiff {
  const lines = blocks.map(
    ({ path, text }, at): DiffLine => ({
      op: 'same',
      from: at + 1,
      to: at + 1,
      path,
      before: text,
      after: text,
    }),
  );
  return { hunks: [{ under: null, skipped: 0, lines }], skippedAfter: 0, same: lines.length, coarse: false };
}

/** The lines that a change kept as its evidence, where the versions themselves are gone. */
export function keptLines(changes: readonly BlockChange[]): LineDiff {
  const hunks = changes.map((change) => ({
    under: change.under ?? null,
    skipped: 0,
    lines: [toLine({ change, from: null, to: null })],
  }));
  return { hunks, skippedAfter: 0, same: 0, coarse: false };
}
