// A text of a page that another tool knew. It is kept as a version of the page, and is no baseline: the other tool read the page by
// a reader of its own, so what differs between its text and ours proves no change. The first look of a run is a first look still.
import type { TextBlock } from '../../reading/page/parsed-page.ts';

/** The tools whose texts are taken over. */
export const KNOWING_TOOLS = ['changedetection', 'urlwatch', 'webchanges'] as const;
export type KnowingTool = (typeof KNOWING_TOOLS)[number];

/** As they are called. */
export const TOOL_NAMES: Readonly<Record<KnowingTool, string>> = {
  changedetection: 'changedetection.io',
  urlwatch: 'urlwatch',
  webchanges: 'webchanges',
};

/** Of a page that another tool knew before any run looked at it. */
export interface KnownText {
  readonly from: KnowingTool;
  /** When the other tool read it. */
  readonly at: Date;
  readonly snapshotId: string;
  /** Of that snapshot. */
  readonly blocksKey: string;
}

/** Of a first look that found the other text; `before` null: it is no longer kept. */
export function compareWithKnown(
  { from, at }: Pick<KnownText, 'from' | 'at'>,
  before: readonly TextBlock[] | null,
  after: readonly TextBlock[],
): string {
  const tool = TOOL_NAMES[from];
  const day = at.toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (before === null) return `${tool} knew a text of ${day}, which is no longer kept`;
  return wordsOf(before) === wordsOf(after)
    ? `the words are those that ${tool} knew on ${day}`
    : `${tool} knew another text of ${day}; what differs between two readers is not told`;
}

/** Two readers break lines and set marks in different ways. */
function wordsOf(blocks: readonly TextBlock[]): string {
  return blocks.flatMap(({ text }) => text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
