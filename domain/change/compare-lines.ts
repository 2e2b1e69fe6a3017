// The comparison of two versions line by line: what is told, and what is noise by which rule.
import { areEntries } from '../reading/content/entry-path.ts';
import { isAdBlock, isFrameBlock, plainPath } from '../reading/html/place-mark.ts';
import type { TextBlock } from '../reading/page/parsed-page.ts';
import type { BlockChange } from './change.ts';
import type { CompareInput } from './compare-input.ts';
import { diffEntries } from './diff/entry-change.ts';
import { diffWatched } from './ignored-change.ts';
import { consentTest } from './noise/consent.ts';
import { noiseOf } from './noise/noise.ts';
import type { WholeVersions } from './noise/gap.ts';
import { steadyTest } from './noise/steady.ts';
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
  if (rules.noise === 'none') return compareWhole(input);
  const isFrame = knowsFrame(input) ? isFrameBlock : (): boolean => false;
  const [before, after] = [partsOf(baseline.blocks, isFrame), partsOf(current.blocks, isFrame)];
  if (before.body.length === baseline.blocks.length && after.body.length === current.blocks.length)
    return compareWhole(input);
  const versionsOf = (part: keyof Parts): CompareInput => ({
    ...input,
    baseline: { ...baseline, blocks: before[part] },
    current: { ...current, blocks: after[part] },
  });
  const whole = { before: baseline.blocks, after: current.blocks };
  const body = compareContent(versionsOf('body'), whole);
  const frame = compareFrame(versionsOf('frame'), whole);
  const ads = silenced(diffOf(versionsOf('ads'), false), 'advertisement');
  const { told, suppressed } = together(body, frame);
  return { told, suppressed: [...suppressed, ...ads] };
}

/** Where one of both versions has no frame, all of both is compared: nothing was put around a text or taken from it. */
function knowsFrame({ baseline, current, rules }: CompareInput): boolean {
  return rules.frame !== 'tell' && baseline.blocks.some(isFrameBlock) && current.blocks.some(isFrameBlock);
}

/** Nothing is told apart, so no line says that it stands around the text. */
function compareWhole(input: CompareInput): ComparedLines {
  const { told, suppressed } = compareContent(input);
  const plain = (change: BlockChange): BlockChange => ({ ...change, path: plainPath(change.path) });
  return { told: told.map(plain), suppressed: suppressed.map(plain) };
}

function compareFrame(input: CompareInput, whole: WholeVersions): ComparedLines {
  if (input.rules.frame === 'quiet') return { told: [], suppressed: silenced(diffOf(input, false), 'frame') };
  return compareContent(input, whole);
}

function together(body: ComparedLines, frame: ComparedLines): ComparedLines {
  const crossed = crossing(body.told, [...frame.told, ...frame.suppressed]);
  const told = [...body.told, ...frame.told];
  const reframed = told.filter((change) => crossed.has(change));
  return {
    told: told.filter((change) => !crossed.has(change)),
    suppressed: [...body.suppressed, ...frame.suppressed, ...silenced(reframed, 'reframed')],
  };
}

/** Lines that left the body and came to the frame, or the reverse: they are still on the page, taken for something else. */
function crossing(body: readonly BlockChange[], frame: readonly BlockChange[]): ReadonlySet<BlockChange> {
  return new Set([...pairsOf(body, frame), ...pairsOf(frame, body)]);
}

/** Removed lines of one side and added lines of the other with the same text. */
function pairsOf(from: readonly BlockChange[], to: readonly BlockChange[]): BlockChange[] {
  const removed = new Map<string, BlockChange[]>();
  for (const change of from)
    if (change.op === 'removed')
      removed.set(change.before ?? '', [...(removed.get(change.before ?? '') ?? []), change]);
  return to.flatMap((change) => {
    const partner = change.op === 'added' ? removed.get(change.after ?? '')?.pop() : undefined;
    return partner === undefined ? [] : [partner, change];
  });
}

function silenced(changes: readonly BlockChange[], rule: string): BlockChange[] {
  return changes.map((change) => ({ ...change, rule }));
}

/** The blocks of a version by where they stand: content is never paired with what is shown beside it. */
interface Parts {
  readonly body: TextBlock[];
  readonly frame: TextBlock[];
  readonly ads: TextBlock[];
}

function partsOf(blocks: readonly TextBlock[], isFrame: (block: TextBlock) => boolean): Parts {
  const parts: Parts = { body: [], frame: [], ads: [] };
  for (const block of blocks) {
    if (isAdBlock(block)) parts.ads.push(block);
    else if (isFrame(block)) parts.frame.push(block);
    else parts.body.push(block);
  }
  return parts;
}

function diffOf({ baseline, current, rules }: CompareInput, isFeed: boolean): readonly BlockChange[] {
  return isFeed
    ? withoutIgnored(diffEntries(baseline.blocks, current.blocks), rules)
    : diffWatched({ before: baseline.blocks, after: current.blocks }, rules);
}

/** `whole`: all blocks of both versions, by which places that differ by themselves are known. */
function compareContent(input: CompareInput, whole?: WholeVersions): ComparedLines {
  const { baseline, current, rules } = input;
  const told: BlockChange[] = [];
  const suppressed: BlockChange[] = [];
  const isFeed = areEntries(baseline.blocks) && areEntries(current.blocks);
  const changes = diffOf(input, isFeed);
  if (changes.length === 0) return { told, suppressed };
  const noise =
    rules.noise === 'none'
      ? (): null => null
      : noiseTest(input, changes, {
          isFeed,
          whole: whole ?? { before: baseline.blocks, after: current.blocks },
        });
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
  { baseline, looks, seenBefore }: CompareInput,
  changes: readonly BlockChange[],
  { isFeed, whole }: { isFeed: boolean; whole: WholeVersions },
): NoiseTest {
  const isVolatile = volatileMatcher(baseline.volatile, whole);
  const isTemplate = volatileMatcher(baseline.template ?? [], whole);
  const isConsent = consentTest(changes);
  const turns = (change: BlockChange): boolean => isVolatile(change) || isTemplate(change);
  const isSteady =
    seenBefore === undefined ? (): boolean => true : steadyTest(changes, { ...whole, seenBefore }, turns);
  return (change, at) =>
    (isFeed && change.op === 'removed' ? 'end-of-feed' : null) ??
    noiseOf(change, looks) ??
    (isConsent(at) ? 'consent' : null) ??
    (isVolatile(change) ? 'learned' : null) ??
    (isTemplate(change) ? 'learned-of-host' : null) ??
    (isSteady(change) ? null : 'unsteady');
}
