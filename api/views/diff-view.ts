// A difference as the API shows it: a page of its hunks, words where they are asked for, and why a line is silent.
import type { BlockChange, ChangeVerdict } from '../../domain/change/change.ts';
import type { DiffLine, LineDiff, LineHunk } from '../../domain/change/diff/line-hunk.ts';
import { diffWords } from '../../domain/change/diff/word-change.ts';
import type { BlockOrder } from '../../domain/change/words/block-order.ts';
import { hunksByStrength } from '../../domain/change/words/hunk-order.ts';
import { isFrameBlock, plainPath } from '../../domain/reading/html/place-mark.ts';
import { ruleMeaning } from '../../domain/change/noise/rule-meaning.ts';
import { CHANGE_STEPS } from '../../domain/change/step.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import type { VersionDiff } from '../query/change/diff-versions.ts';
import type { DiffView } from '../schemas/change/diff.ts';
import { toModelSummaryView } from './model-summary-view.ts';
import { toPictureSize, toServed } from './page-view.ts';
import { toFieldRows } from './field-row.ts';

type HunkView = DiffView['hunks'][number];
type LineView = HunkView['lines'][number];

export interface DiffPage {
  readonly by: DiffView['by'];
  /** Number of the first line that is shown, from 0. */
  readonly offset: number;
  readonly limit: number;
  readonly cursorAt: (offset: number) => string;
  readonly order: BlockOrder;
}

export function toDiffView(diff: VersionDiff, shown: DiffPage): DiffView {
  const { page, change, older, newer, verdict, missing } = diff;
  const { by, offset, limit, cursorAt } = shown;
  const silent = silenceOf(verdict);
  const lines = inShownOrder(diff, shown.order, silent);
  const all = lines.hunks.flatMap((hunk) => hunk.lines);
  const fields = diff.isServed ? [] : toFieldRows(diff);
  const isLast = by === 'fields' || offset + limit >= all.length;
  return {
    pageId: page._id,
    jobId: page.jobId,
    url: page.url,
    title: titleOf(diff),
    changeId: change?._id ?? null,
    modelSummary: toModelSummaryView(change),
    from: toSide(older),
    to: toSide(newer),
    by,
    served: diff.isServed,
    first: isFirst(diff),
    missing,
    same: !isGone(diff) && all.every(({ op }) => op === 'same') && !fields.some(({ changed }) => changed),
    coarse: lines.coarse,
    verdict: toVerdict(verdict),
    totals: {
      ...countLines(all, silent),
      hunks: lines.hunks.filter((hunk) => hunk.lines.some(({ op }) => op !== 'same')).length,
      same: lines.same,
      fields: fields.filter(({ changed }) => changed).length,
    },
    hunks: by === 'fields' ? [] : pageOfHunks(lines.hunks, shown, silent),
    skippedAfter: isLast ? lines.skippedAfter : 0,
    fields,
    nextCursor: isLast ? null : cursorAt(offset + limit),
    links: linksOf(diff),
  };
}

function titleOf({ newer, older, change }: VersionDiff): string {
  return newer?.title ?? older?.title ?? change?.title ?? '';
}

/** A page that came back brings no version: the change shows the one that was stored before it went. */
function isFirst({ older, newer, change, missing }: VersionDiff): boolean {
  return older === null && newer !== null && missing === null && change?.runId === newer.runId;
}

/** The last version of a page that is gone stands alone. */
function isGone({ older, newer, missing }: VersionDiff): boolean {
  return older !== null && newer === null && missing === null;
}

function toSide(snapshot: Snapshot | null): DiffView['from'] {
  if (snapshot === null) return null;
  const { _id: snapshotId, at, picture } = snapshot;
  return { snapshotId, at: at.toISOString(), picture: toPictureSize(picture), served: toServed(snapshot) };
}

function linksOf({ page, change, older, newer }: VersionDiff): Record<string, string> {
  const part = encodeURIComponent;
  const self = `/v1/pages/${part(page._id)}`;
  return {
    page: self,
    versions: `${self}/versions`,
    job: `/v1/jobs/${page.jobId}`,
    ...(change === null ? {} : { change: `/v1/changes/${part(change._id)}` }),
    ...(older === null ? {} : { from: `/v1/snapshots/${part(older._id)}` }),
    ...(newer === null ? {} : { to: `/v1/snapshots/${part(newer._id)}` }),
  };
}

function toVerdict(verdict: ChangeVerdict | null): DiffView['verdict'] {
  if (verdict === null) return null;
  const { step, reason } = verdict;
  return { verdict: verdict.verdict, step, meaning: CHANGE_STEPS[step], reason };
}

function inShownOrder({ lines, apart }: VersionDiff, order: BlockOrder, silent: SilenceTest): LineDiff {
  if (order === 'page') return lines;
  return hunksByStrength(apart, (change) => silent({ change }) === null) ?? lines;
}

/** The rule by which a changed line is not told; null: it is told, or nobody knows. */
type SilenceTest = (line: Pick<DiffLine, 'change'>) => string | null;

function silenceOf(verdict: ChangeVerdict | null): SilenceTest {
  if (verdict === null || !('suppressed' in verdict)) return () => null;
  const told = new Set(verdict.verdict === 'changed' ? verdict.change.blocks.map(keyOf) : []);
  const otherwise = verdict.step === 'picture' ? 'picture-alone' : 'ignored-text';
  const silent = new Map(verdict.suppressed.map((block) => [keyOf(block), block.rule ?? 'held-back']));
  return ({ change }) => {
    if (change === undefined) return null;
    const key = keyOf(change);
    return told.has(key) ? null : (silent.get(key) ?? otherwise);
  };
}

function keyOf({ op, path, before = '', after = '' }: BlockChange): string {
  return JSON.stringify([op, path, before, after]);
}

type LineCounts = Pick<DiffView['totals'], 'added' | 'removed' | 'replaced' | 'moved' | 'silent'>;

function countLines(lines: readonly DiffLine[], silent: SilenceTest): LineCounts {
  const counts = { added: 0, removed: 0, replaced: 0, moved: 0, silent: 0 };
  for (const line of lines) {
    if (line.op === 'same') continue;
    counts[line.op] += 1;
    if (silent(line) !== null) counts.silent += 1;
  }
  return counts;
}

function pageOfHunks(
  hunks: readonly LineHunk[],
  { by, offset, limit }: DiffPage,
  silent: SilenceTest,
): HunkView[] {
  const shown: HunkView[] = [];
  let at = 0;
  for (const [index, { under, skipped, lines }] of hunks.entries()) {
    const from = Math.max(0, offset - at);
    const to = Math.min(lines.length, offset + limit - at);
    at += lines.length;
    if (from >= to) continue;
    shown.push({
      number: index + 1,
      under,
      inFrame: isAround(lines),
      skipped: from === 0 ? skipped : 0,
      lines: lines.slice(from, to).map((line) => toLine(line, by, silent)),
    });
  }
  return shown;
}

function isAround(lines: readonly DiffLine[]): boolean {
  const changed = lines.filter(({ op }) => op !== 'same');
  return changed.length > 0 && changed.every(isFrameBlock);
}

function toLine(line: DiffLine, by: DiffView['by'], silent: SilenceTest): LineView {
  const { op, from, to, before, after, path, change } = line;
  const rule = silent(line);
  return {
    op,
    fromLine: from,
    toLine: to,
    before: op === 'added' ? null : before,
    after: op === 'removed' ? null : after,
    path: plainPath(path),
    movedFrom: change?.from ?? null,
    words: op === 'replaced' && by === 'words' ? diffWords(before ?? '', after ?? '') : [],
    silent: rule === null ? null : { rule, meaning: ruleMeaning(rule) },
  };
}

/** In the form of `diff -u`; the heading above a hunk stands behind its numbers. */
export function toUnified({ url, from, to, hunks, nextCursor }: DiffView): string {
  const text = [
    `--- ${url}\t${from?.at ?? ''}`,
    `+++ ${url}\t${to?.at ?? ''}`,
    ...hunks.flatMap((hunk) => [hunkHead(hunk), ...hunk.lines.flatMap(unifiedLines)]),
  ];
  // As "\ No newline at end of file": a line that is none of the page's.
  if (nextCursor !== null) text.push(`\\ More lines: &cursor=${nextCursor}`);
  return `${text.join('\n')}\n`;
}

function hunkHead({ under, lines }: DiffView['hunks'][number]): string {
  const old = lines.filter(({ before }) => before !== null);
  const now = lines.filter(({ after }) => after !== null);
  const place = under ?? lines.find(({ op }) => op !== 'same')?.path ?? '';
  return `@@ -${old[0]?.fromLine ?? 0},${old.length} +${now[0]?.toLine ?? 0},${now.length} @@ ${oneLine(place)}`;
}

/** A replaced line is two. */
function unifiedLines({ op, before, after }: LineView): string[] {
  if (op === 'same') return [` ${oneLine(after ?? '')}`];
  const removed = before === null ? [] : [`-${oneLine(before)}`];
  return after === null ? removed : [...removed, `+${oneLine(after)}`];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
