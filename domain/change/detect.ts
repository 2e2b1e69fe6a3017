// The second half of the change engine: decides whether a version of a page is a change to the stored one. The steps are
// taken in the order of step.ts; the first that can decide does. domain/reading/part/read-version.ts is the first half.
import type { BlockChange, ChangeBaseline, ChangeVerdict, Unchanged } from './change.ts';
import type { ChangeInput, CompareInput, ComparedPage } from './compare-input.ts';
import { compareLines, type ComparedLines } from './compare-lines.ts';
import { whyIncomparable } from './comparability.ts';
import { areSame, type ChangedFacts, changedFacts, describeChange } from './describe-change.ts';
import { withheldBy } from './withhold.ts';
import type { ChangeRules } from './rules.ts';
import { titleChange } from './title-change.ts';
import { counted } from '../system/counted.ts';

/** Whether the stored blocks have to be read: only if the texts differ. */
export function needsBlocks(baseline: ChangeBaseline, current: ComparedPage): boolean {
  return baseline.textHash !== current.textHash;
}

/** The verdict on one visit of a page. */
export function detectChange(input: ChangeInput): ChangeVerdict {
  const { baseline, current, rules } = input;
  const wall = wallOf(current, rules);
  if (wall !== null) {
    const reason = wall === 'empty' ? 'the page is empty' : `the page is a wall: ${wall}`;
    return { verdict: 'unjudged', step: 'wall', reason };
  }
  if (current.misread !== undefined) return { verdict: 'unjudged', step: 'part', reason: current.misread };
  if (baseline === null) return firstVersion(current);
  const facts = changedFacts(baseline, current);
  const isSame = baseline.textHash === current.textHash;
  if (isSame && areSame(facts)) return retitled(input, baseline) ?? unchanged('text', 'the text is the same');
  if (current.lostPart === true && baseline.lostPart !== true)
    return { verdict: 'unjudged', step: 'part', reason: 'the watched part is not on the page' };
  if (baseline.isDocument !== undefined && baseline.isDocument !== (current.isDocument ?? false))
    return { verdict: 'unjudged', step: 'comparable', reason: otherKind(baseline.isDocument) };
  const incomparable = isSame ? null : whyIncomparable(baseline, current, comparing(input));
  if (incomparable !== null) return { verdict: 'unjudged', step: 'comparable', ...incomparable };
  return judgeDifference({ ...input, baseline }, facts);
}

/** Null: the title is the same. */
function retitled(
  input: ChangeInput,
  baseline: CompareInput['baseline'],
  suppressed: readonly BlockChange[] = [],
): ChangeVerdict | null {
  const change = titleChange({ ...input, baseline });
  if (change === null) return null;
  return { verdict: 'changed', step: 'fields', change, reason: 'the title differs', suppressed };
}

export const BARE_WALLS: ReadonlySet<string> = new Set(['empty', 'needs-javascript']);

/** A page without text is none for a job that asks to be told of it, or that watches its scripts or its source. */
export function wallOf(
  { wall = null, isChosen }: Pick<ComparedPage, 'wall' | 'isChosen'>,
  { emptyIsChange }: Pick<ChangeRules, 'emptyIsChange'>,
): string | null {
  if (wall === null || !BARE_WALLS.has(wall)) return wall;
  return isChosen === true || (wall === 'empty' && emptyIsChange === true) ? null : wall;
}

function firstVersion({ lostPart }: ComparedPage): ChangeVerdict {
  const reason =
    lostPart === true
      ? 'first look at this page; the watched part is not on it yet'
      : 'first look at this page';
  return { verdict: 'first', step: 'first', reason };
}

/** Servers answer in another format when something is wrong. */
function otherKind(wasDocument: boolean): string {
  return wasDocument
    ? 'the answer is a web page, and was none before'
    : 'the answer is no web page, and was one before';
}

function comparing({ confirms, rules, current }: ChangeInput): Parameters<typeof whyIncomparable>[2] {
  return {
    confirms,
    takesAll: rules.noise === 'none',
    takesEmpty: rules.emptyIsChange ?? current.isFilteredOut === true,
    takesLoss: rules.remainingAtMost !== undefined || (rules.only ?? []).includes('removed'),
  };
}

function unchanged(
  step: Unchanged['step'],
  reason: string,
  suppressed: readonly BlockChange[] = [],
): Unchanged {
  return { verdict: 'unchanged', step, reason, suppressed };
}

function judgeDifference(input: CompareInput, facts: ChangedFacts): ChangeVerdict {
  const { baseline, current } = input;
  const compared = compareLines(input);
  if (compared.told.length === 0 && areSame(facts))
    return retitled(input, baseline, compared.suppressed) ?? quiet(compared);
  const change = describeChange({
    blocks: compared.told,
    facts,
    types: { before: baseline.pageType, after: current.pageType },
    after: current.blocks,
  });
  const held = withheldBy(input, change, facts);
  const suppressed = held === null ? compared.suppressed : [...compared.suppressed, ...compared.told];
  if (held !== null) return { verdict: 'unchanged', ...held, suppressed };
  return {
    verdict: 'changed',
    step: compared.told.length > 0 ? 'blocks' : 'fields',
    change,
    reason: differing(compared.told.length, facts.fields.length),
    suppressed,
  };
}

function quiet({ suppressed }: ComparedLines): Unchanged {
  const names = [...new Set(suppressed.map(({ rule }) => rule ?? ''))].join(', ');
  const reason = suppressed.length === 0 ? 'only ignored text differs' : `only noise differs: ${names}`;
  return unchanged('noise', reason, suppressed);
}

function differing(blocks: number, fields: number): string {
  const parts = [
    blocks > 0 ? counted(blocks, 'block') : '',
    fields > 0 ? counted(fields, 'field') : '',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? 'the stock differs'
    : `${parts.join(' and ')} ${blocks + fields === 1 ? 'differs' : 'differ'}`;
}
