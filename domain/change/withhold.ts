// The rules of a job that hold a real difference back, in the order they are asked. Where the stored version met a
// condition or had a trigger text and this one does not, it is taken over: when the text is back, that is told again.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import { firstFound } from '../reading/part/text-rule.ts';
import { type PageChange, SEVERITIES, type Unchanged } from './change.ts';
import { unmetCondition } from './condition.ts';
import { areSame, type ChangedFacts } from './describe-change.ts';
import type { CompareInput } from './compare-input.ts';
import { hasCollapsed, wantedLines } from './line-choice.ts';
import { type ChangeRules, firstPresent } from './rules.ts';
import { findKnownVersion } from './told/told-version.ts';

export type Withheld = Pick<Unchanged, 'step' | 'reason' | 'accepts'>;

/** The rule that holds the change back, in words; null when none does. */
export function withheldBy(input: CompareInput, change: PageChange, facts: ChangedFacts): Withheld | null {
  const lines = askedLines(input, change);
  return (
    unwantedLines(input, lines, facts) ??
    knownLines(input, change, facts) ??
    knownVersion(input) ??
    blocked(input) ??
    unmet(input) ??
    untriggered(input, lines) ??
    tooSmall(input, change)
  );
}

/** The lines of the kinds that the job asks for; null: it asks for all. */
function askedLines(
  { rules, baseline, current }: CompareInput,
  { blocks }: PageChange,
): readonly string[] | null {
  const { only = [] } = rules;
  if (only.length === 0) return null;
  return wantedLines(blocks, only, { before: baseline.blocks, after: current.blocks });
}

function unwantedLines(
  { rules, baseline, current }: CompareInput,
  lines: readonly string[] | null,
  facts: ChangedFacts,
): Withheld | null {
  if (lines === null || lines.length > 0 || !areSame(facts)) return null;
  if (hasCollapsed(rules, { before: baseline.blocks, after: current.blocks })) return null;
  const kinds = (rules.only ?? []).join(' or ');
  return { step: 'only', reason: `no line is ${kinds}, the job asks for nothing else`, accepts: true };
}

function knownLines(
  { rules, isKnownLine }: CompareInput,
  { blocks }: PageChange,
  facts: ChangedFacts,
): Withheld | null {
  if (rules.newLinesOnly !== true || isKnownLine === undefined || !areSame(facts)) return null;
  const hasNew = blocks.some(({ op, after }) => op !== 'moved' && after !== undefined && !isKnownLine(after));
  return hasNew ? null : { step: 'new-lines', reason: 'every line was seen before' };
}

/** The version is taken over: what differs from it next is what is new. */
function knownVersion(input: CompareInput): Withheld | null {
  const known = findKnownVersion(input);
  if (known === null) return null;
  const since = known.at === undefined ? '' : ` of ${known.at.toISOString().slice(0, 10)}`;
  return {
    step: 'known-version',
    reason: `the page is again as its version${since} was, which was told before`,
    accepts: true,
  };
}

function blocked({ rules, current }: CompareInput): Withheld | null {
  const blocking = firstPresent(current.blocks, rules.blockWhilePresent);
  return blocking === null ? null : { step: 'block', reason: `held back while “${blocking}” is on the page` };
}

function unmet({ rules, baseline, current }: CompareInput): Withheld | null {
  if (rules.conditions === undefined) return null;
  const texts = { before: joined(baseline.blocks), after: joined(current.blocks) };
  const reason = unmetCondition(rules.conditions, texts);
  if (reason === null) return null;
  const held = { step: 'conditions', reason: `held back: ${reason}` } as const;
  const didHold = unmetCondition(rules.conditions, { ...texts, after: texts.before }) === null;
  return didHold ? leftBehind(held, rules) : held;
}

/** Lines that come back are none that were never seen before, so a job that waits for these keeps its version. */
function leftBehind(held: Withheld, { newLinesOnly }: ChangeRules): Withheld {
  return newLinesOnly === true ? held : { ...held, accepts: true };
}

function joined(blocks: readonly TextBlock[]): string {
  return blocks.map(({ text }) => text).join('\n');
}

/** Lines that nobody asked for can't trigger; the version is taken over, or the next one would be compared with the old. */
function untriggered(
  { rules, baseline, current }: CompareInput,
  lines: readonly string[] | null,
): Withheld | null {
  const triggers = (rules.triggerText ?? []).filter((text) => text.trim() !== '');
  if (triggers.length === 0) return null;
  if (lines === null) {
    if (firstPresent(current.blocks, triggers) !== null) return null;
    const held = {
      step: 'trigger',
      reason: 'held back until one of the trigger texts is on the page',
    } as const;
    return firstPresent(baseline.blocks, triggers) === null ? held : leftBehind(held, rules);
  }
  return firstFound(lines, triggers) === null
    ? { step: 'trigger', reason: 'none of the trigger texts is in the lines the job asks for', accepts: true }
    : null;
}

function tooSmall({ rules }: CompareInput, { severity }: PageChange): Withheld | null {
  const least = rules.minSeverity;
  if (least === undefined || SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least)) return null;
  return { step: 'severity', reason: `${severity} change, the job asks for ${least}` };
}
