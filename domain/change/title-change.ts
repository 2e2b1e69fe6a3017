// The change of a page's title where nothing else differs: minor, with words of its own. A job that watches a part, or asks
// for lines, is not told of it.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import type { PageChange } from './change.ts';
import type { CompareInput } from './compare-input.ts';
import { foldText, noiseBetween } from './noise/noise.ts';
import { volatileMatcher } from './noise/volatile.ts';
import { hasChangeRules } from './rules.ts';
import { summarise } from './words/summary.ts';

/** Where a title stands among what differs; no element of a text has this path. */
const TITLE_PATH = 'title';

/** "(3) Inbox", "[12] Inbox", "• Inbox": what waits for somebody who is logged in. */
const WAITING = /^\s*(?:[([]\d{1,4}\+?[)\]]|[•●*])\s*/u;

/** Null: the title is the same, or differs by itself. */
export function titleChange({ baseline, current, rules, looks }: CompareInput): PageChange | null {
  const before = plainTitle(baseline.title);
  const after = plainTitle(current.title);
  if (before === '' || after === '' || before === after || hasChangeRules(rules)) return null;
  if (current.isChosen === true || current.isDocument === true) return null;
  if (noiseBetween(before, after, looks) !== null) return null;
  const block = { op: 'replaced', path: TITLE_PATH, before, after } as const;
  if (volatileMatcher([...baseline.volatile, ...(baseline.template ?? [])], { before: [], after: [] })(block))
    return null;
  return {
    kind: 'text',
    severity: 'minor',
    summary: summarise([block], [], null),
    blocks: [block],
    fields: [],
  };
}

/** The title as a block, for what learns where pages differ by themselves. */
export function titleBlock(title: string | undefined): readonly TextBlock[] {
  const text = plainTitle(title);
  return text === '' ? [] : [{ path: TITLE_PATH, text }];
}

function plainTitle(title = ''): string {
  return foldText(title).replace(WAITING, '');
}
