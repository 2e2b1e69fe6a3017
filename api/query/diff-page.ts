// The difference of two snapshots of a page, block by block, as data and as unified text.
import { diffTexts } from '../../domain/change/diff/diff.ts';
import { WebloomError } from '../../domain/errors.ts';
import type { Page, Snapshot } from '../../domain/page/page.ts';
import { readBlocks } from './page-text.ts';
import type { ApiPorts } from '../ports.ts';
import type { DiffView } from '../schemas/page.ts';
import { findSnapshot } from './find-row.ts';

export interface DiffRequest {
  /** A snapshot's id, or `previous`, `latest`, `first`. */
  readonly from: string;
  readonly to: string;
}

const KEPT_VERSIONS = 200;

export async function diffPage(
  ports: Pick<ApiPorts, 'blobs' | 'history' | 'jobs'>,
  page: Page,
  { from, to }: DiffRequest,
): Promise<DiffView> {
  const versions = await ports.history.snapshots({ pageId: page._id, limit: KEPT_VERSIONS });
  const [older, newer] = await Promise.all([
    pick(ports, page, versions, from),
    pick(ports, page, versions, to),
  ]);
  const [before, after] = await Promise.all([readBlocks(ports, older), readBlocks(ports, newer)]);
  const { hunks, coarse } = diffTexts(
    before.map((block) => block.text),
    after.map((block) => block.text),
  );
  const replaced = hunks.reduce((sum, hunk) => sum + hunk.toA - hunk.fromA, 0);
  return {
    pageId: page._id,
    url: page.url,
    from: { snapshotId: older._id, at: older.at.toISOString() },
    to: { snapshotId: newer._id, at: newer.at.toISOString() },
    same: hunks.length === 0,
    coarse,
    hunks: hunks.map(({ fromA, toA, fromB, toB }) => ({
      op: fromA === toA ? 'added' : fromB === toB ? 'removed' : 'replaced',
      fromLine: fromA + 1,
      toLine: fromB + 1,
      before: before.slice(fromA, toA).map((block) => ({ ...block })),
      after: after.slice(fromB, toB).map((block) => ({ ...block })),
    })),
    unchangedBlocks: before.length - replaced,
  };
}

async function pick(
  ports: Pick<ApiPorts, 'history' | 'jobs'>,
  page: Page,
  versions: readonly Snapshot[],
  which: string,
): Promise<Snapshot> {
  const named = { latest: versions[0], previous: versions[1], first: versions.at(-1) };
  if (which === 'latest' || which === 'previous' || which === 'first') {
    const found = named[which];
    if (found !== undefined) return found;
    const words =
      versions.length === 1
        ? 'There is one version only, so nothing to compare with.'
        : 'Nothing is stored of this page yet.';
    throw new WebloomError('not-found', words, { facts: { pageId: page._id, versions: versions.length } });
  }
  const snapshot = await findSnapshot(ports, which);
  if (snapshot.pageId === page._id) return snapshot;
  throw new WebloomError('not-found', `The snapshot ${which} belongs to another page.`, {
    facts: { pageId: page._id },
  });
}

/** In the form of `diff -u`, with the path of a hunk's first block as its place. */
export function toUnified({ url, from, to, hunks }: DiffView): string {
  const lines = [`--- ${url}\t${from.at}`, `+++ ${url}\t${to.at}`];
  for (const { fromLine, toLine, before, after } of hunks) {
    const place = (after[0] ?? before[0])?.path ?? '';
    lines.push(`@@ -${fromLine},${before.length} +${toLine},${after.length} @@ ${place}`);
    for (const { text } of before) lines.push(`-${oneLine(text)}`);
    for (const { text } of after) lines.push(`+${oneLine(text)}`);
  }
  return `${lines.join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
