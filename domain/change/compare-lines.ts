// The comparison of two versions line by line: what is told, and what is noise by which rule.
import { areEntries } from '../reading/content/entry-path.ts';
import { isAdBlock } from '../reading/html/ad-path.ts';
import type { TextBlock } from '../reading/page/parsed-page.ts';
import type { BlockChange } from './change.ts';
import type { CompareInput } from './compare-input.ts';
import { diffEntries } from './diff/entry-change.ts';
import { diffWatched } from './ignored-change.ts';
import { consentTest } from './noise/consent.ts';
import { noiseOf } from './noise/noise.ts';
import { volatileMatcher } from './noise/volatile.ts';
import { type ChangeRules, movedBeyond } from './rules.ts';
import { matchingLines } from '../reading/part/text-rule.ts';

export interface ComparedLines {
  readonly told: readonly BlockChange[];
  /** Noise, each with the rule that knows it. */
  readonly suppressed: readonly BlockChange[];
}

/** The rule by which a change is noise, by its place among the changes; null: it is told. */
type NoiseTest = (change: BlockChange, at: number) => string | null;

export function compareLines(input: CompareInput): ComparedLines {
  const { baseline, current, rules } = input;
  if (baseline.textHash === current.textHash) return { told: [], suppressed: [] };
  const both = [...baseline.blocks, ...current.blocks];
  if (rules.noise === 'none' || !both.some(isAdBlock)) return compareContent(input);
  const { told, suppressed } = compareContent(versionsOf(input, (block) => !isAdBlock(block)));
  const ads = diffOf(versionsOf(input, isAdBlock), false).map((change) => ({
    ...change,
    rule: 'advertisement',
  }));
  return { told, suppressed: [...suppressed, ...ads] };
}

/** The same two versions with some of their blocks alone: content is never paired with what is shown beside it. */
function versionsOf(input: CompareInput, isWanted: (block: TextBlock) => boolean): CompareInput {
  const { baseline, current } = input;
  return {
    ...input,
    baseline: { ...baseline, blocks: baseline.blocks.filter(isWanted) },
    current: { ...current, blocks: current.blocks.filter(isWanted) },
  };
}

function diffOf({ baseline, current, rules }: CompareInput, isFeed: boolean): readonly BlockChange[] {
  return isFeed
    ? withoutIgnored(diffEntries(baseline.blocks, current.blocks), rules)
    : diffWatched({ before: baseline.blocks, after: current.blocks }, rules);
}

function compareContent(input: CompareInput): ComparedLines {
  const { baseline, current, rules } = input;
  const told: BlockChange[] = [];
  const suppressed: BlockChange[] = [];
  const isFeed = areEntries(baseline.blocks) && areEntries(current.blocks);
  const changes = diffOf(input, isFeed);
  const noise = rules.noise === 'none' ? (): null => null : noiseTest(input, changes, isFeed);
  const beyond = rules.onlyNumbersBeyondPercent;
  for (const [at, change] of changes.entries()) {
    const noiseRule = noise(change, at);
    const rule =
      (noiseRule === 'whitespace' && rules.keepWhitespace === true ? null : noiseRule) ??
      (beyond !== undefined && !movedBeyond(change, beyond) ? 'only-numbers-beyond' : null);
    if (rule === null) told.push(change);
    else suppressed.push({ ...change, rule });
  }
  return { told, suppressed };
}

/** The changes of entries of which neither side has a text that the job ignores. */
function withoutIgnored(
  changes: readonly BlockChange[],
  { ignoreText = [] }: ChangeRules,
): readonly BlockChange[] {
  if (ignoreText.length === 0) return changes;
  const isIgnored = (text = ''): boolean => matchingLines([text], ignoreText).size > 0;
  return changes.filter(({ before, after }) => !isIgnored(before) && !isIgnored(after));
}

function noiseTest(
  { baseline, looks }: CompareInput,
  changes: readonly BlockChange[],
  isFeed: boolean,
): NoiseTest {
  const isVolatile = volatileMatcher(baseline.volatile, baseline.blocks);
  const isTemplate = volatileMatcher(baseline.template ?? [], baseline.blocks);
  const isConsent = consentTest(changes);
  return (change, at) =>
    (isFeed && change.op === 'removed' ? 'end-of-feed' : null) ??
    noiseOf(change, looks) ??
    (isConsent(at) ? 'consent' : null) ??
    (isVolatile(change) ? 'learned' : null) ??
    (isTemplate(change) ? 'learned-of-host' : null);
}
