// Decides whether a page has changed, cheapest layer first: text hash, noise, blocks, fields. A page that
// cannot be compared (wall, collapse, other language or currency) is left unjudged.
import type { Availability, FieldValue, TextBlock } from '../page/parsed-page.ts';
import { valueForm } from '../parse/field/value-form.ts';
import type {
  BlockChange,
  ChangeBaseline,
  ChangeKind,
  ChangeVerdict,
  FieldChange,
  PageChange,
  Severity,
} from './change.ts';
import { consentTest } from './noise/consent.ts';
import { diffWatched } from './ignored-change.ts';
import { foldText, noiseOf } from './noise/noise.ts';
import type { Looks } from './noise/noise-date.ts';
import { whyIncomparable } from './comparability.ts';
import { type ChangeRules, firstPresent, movedBeyond } from './rules.ts';
import { type AvailabilityMove, isPriceMove, summarise } from './summary.ts';
import { factsOf, isPriceLike, isStockLike } from '../words/text-kind.ts';
import { volatileMatcher } from './noise/volatile.ts';

export interface ComparedBaseline extends ChangeBaseline {
  readonly blocks: readonly TextBlock[];
  readonly lang?: string | undefined;
}

export interface ComparedPage {
  readonly blocks: readonly TextBlock[];
  readonly textHash: string;
  readonly fields: readonly FieldValue[];
  readonly pageType: string;
  readonly availability?: Availability | undefined;
  readonly lang?: string | undefined;
  /** Kind of wall (login, captcha, consent, blocked, empty …) the classifier saw, or null. */
  readonly wall?: string | null | undefined;
  /**
   * Text, JSON, XML and the like. A loss of text there is what the server means to say, not a broken page.
   */
  readonly isDocument?: boolean | undefined;
}

export interface ChangeInput {
  /** Null at the first visit. */
  readonly baseline: ComparedBaseline | null;
  readonly current: ComparedPage;
  readonly rules: ChangeRules;
  /** At a second look: the currency the first look saw. */
  readonly confirms?: string | undefined;
  /** When both versions were read, if known: a page that shows today's date differs from day to day. */
  readonly looks?: Looks | undefined;
}

const SEVERITIES: readonly Severity[] = ['minor', 'notable', 'major'];

/** Whether the stored blocks have to be read: only if the texts differ. */
export function needsBlocks(baseline: ChangeBaseline, current: ComparedPage): boolean {
  return baseline.textHash !== current.textHash;
}

/** The verdict on one visit of a page. */
export function detectChange(input: ChangeInput): ChangeVerdict {
  const { baseline, current, confirms } = input;
  if (current.wall !== undefined && current.wall !== null) {
    const reason = current.wall === 'empty' ? 'the page is empty' : `the page is a wall: ${current.wall}`;
    return { verdict: 'unjudged', reason };
  }
  if (baseline === null) return { verdict: 'first', reason: 'first look at this page' };
  const fields = changedFields(baseline.fields, current.fields);
  const availability = movedAvailability(baseline.availability, current.availability);
  if (baseline.textHash === current.textHash && fields.length === 0 && availability === null) {
    return { verdict: 'unchanged', layer: 'text', reason: 'the text is the same', suppressed: [] };
  }
  const isSame = baseline.textHash === current.textHash;
  const incomparable = isSame ? null : whyIncomparable(baseline, current, confirms);
  if (incomparable !== null) return { verdict: 'unjudged', ...incomparable };
  return judgeDifference({ ...input, baseline }, fields, availability);
}

function judgeDifference(
  input: ChangeInput & { baseline: ComparedBaseline },
  fields: readonly FieldChange[],
  availability: AvailabilityMove | null,
): ChangeVerdict {
  const { current, rules } = input;
  const { told, suppressed } = compareBlocks(input);
  if (told.length === 0 && fields.length === 0 && availability === null) {
    const names = [...new Set(suppressed.map(({ rule }) => rule ?? ''))].join(', ');
    const reason = suppressed.length === 0 ? 'only ignored text differs' : `only noise differs: ${names}`;
    return { verdict: 'unchanged', layer: 'noise', reason, suppressed };
  }
  const change = describe(input, told, { fields, availability });
  const layer = told.length > 0 ? 'blocks' : 'fields';
  const gate = gateReason(current.blocks, rules, change);
  if (gate !== null)
    return { verdict: 'unchanged', layer, reason: gate, suppressed: [...suppressed, ...told] };
  return {
    verdict: 'changed',
    change,
    reason: differing(told.length, fields.length),
    suppressed,
  };
}

function differing(blocks: number, fields: number): string {
  const parts = [
    blocks > 0 ? `${blocks} ${blocks === 1 ? 'block' : 'blocks'}` : '',
    fields > 0 ? `${fields} ${fields === 1 ? 'field' : 'fields'}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0
    ? 'the stock differs'
    : `${parts.join(' and ')} ${blocks + fields === 1 ? 'differs' : 'differ'}`;
}

function compareBlocks({ baseline, current, rules, looks }: ChangeInput & { baseline: ComparedBaseline }): {
  told: BlockChange[];
  suppressed: BlockChange[];
} {
  const told: BlockChange[] = [];
  const suppressed: BlockChange[] = [];
  if (baseline.textHash === current.textHash) return { told, suppressed };
  const changes = diffWatched({ before: baseline.blocks, after: current.blocks }, rules);
  const isVolatile = volatileMatcher(baseline.volatile, baseline.blocks);
  const isTemplate = volatileMatcher(baseline.template ?? [], baseline.blocks);
  const beyond = rules.onlyNumbersBeyondPercent;
  const isConsent = consentTest(changes);
  for (const [index, change] of changes.entries()) {
    const rule =
      noiseOf(change, looks) ??
      (isConsent(index) ? 'consent' : null) ??
      (isVolatile(change) ? 'learned' : null) ??
      (isTemplate(change) ? 'learned-of-host' : null) ??
      (beyond !== undefined && !movedBeyond(change, beyond) ? 'only-numbers-beyond' : null);
    if (rule === null) told.push(change);
    else suppressed.push({ ...change, rule });
  }
  return { told, suppressed };
}

/** The job's rule that holds a real change back, in words; null when no rule does. */
function gateReason(blocks: readonly TextBlock[], rules: ChangeRules, change: PageChange): string | null {
  const blocking = firstPresent(blocks, rules.blockWhilePresent);
  if (blocking !== null) return `held back while “${blocking}” is on the page`;
  const triggers = rules.triggerText ?? [];
  if (triggers.length > 0 && firstPresent(blocks, triggers) === null) {
    return 'held back until one of the trigger texts is on the page';
  }
  const least = rules.minSeverity;
  if (least !== undefined && SEVERITIES.indexOf(change.severity) < SEVERITIES.indexOf(least)) {
    return `${change.severity} change, the job asks for ${least}`;
  }
  return null;
}

function changedFields(before: readonly FieldValue[], after: readonly FieldValue[]): FieldChange[] {
  const known = new Map(before.map((field) => [field.name, field.value]));
  const changes: FieldChange[] = [];
  for (const { name, value, healed } of after) {
    const old = known.get(name);
    // A field that the baseline lacks was added to the job; the page did not change.
    if (old === undefined || old === value) continue;
    if (old !== null && value !== null && foldText(old) === foldText(value)) continue;
    if (healed === true && !isAlike(old, value)) continue;
    changes.push({ name, before: old, after: value });
  }
  return changes;
}

/** A value from another locator than before counts only if it has the same form ("€ 12" and "€ 15"). */
function isAlike(before: string | null, after: string | null): boolean {
  return before !== null && after !== null && valueForm(before) === valueForm(after);
}

function movedAvailability(
  before: Availability | undefined,
  after: Availability | undefined,
): AvailabilityMove | null {
  if (before === undefined || after === undefined || before === after) return null;
  return before === 'unknown' || after === 'unknown' ? null : { before, after };
}

interface Facts {
  readonly fields: readonly FieldChange[];
  readonly availability: AvailabilityMove | null;
}

function describe(
  { baseline, current }: ChangeInput & { baseline: ComparedBaseline },
  blocks: readonly BlockChange[],
  facts: Facts,
): PageChange {
  const share = changedShare(blocks, current.blocks);
  const retyped = baseline.pageType !== current.pageType && share >= 0.5;
  const kind = retyped ? 'page-type' : kindOf(blocks, facts);
  return {
    kind,
    severity: severityOf(kind, blocks, share),
    summary: summarise(blocks, facts.fields, facts.availability),
    blocks,
    fields: facts.fields,
  };
}

function isStock({ before = '', after = '' }: BlockChange): boolean {
  return isStockLike(before) && isStockLike(after);
}
function isPriceField({ name, before, after }: FieldChange): boolean {
  return (
    /price|preis|prix|precio|prezzo|cena|kosten|amount/i.test(name) ||
    (isPriceLike(before ?? '') && isPriceLike(after ?? ''))
  );
}

function kindOf(blocks: readonly BlockChange[], { fields, availability }: Facts): ChangeKind {
  if (availability !== null) return 'availability';
  if (fields.length > 0) return fields.some(isPriceField) ? 'price' : 'field';
  if (blocks.every(isPriceMove)) return 'price';
  if (blocks.every((change) => change.op === 'replaced' && isStock(change))) return 'availability';
  if (blocks.every(({ op }) => op === 'added')) return 'added';
  if (blocks.every(({ op }) => op === 'removed')) return 'removed';
  return 'text';
}

function changedShare(changes: readonly BlockChange[], blocks: readonly TextBlock[]): number {
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const moved = changes.reduce(
    (sum, { before, after }) => sum + Math.max(before?.length ?? 0, after?.length ?? 0),
    0,
  );
  return moved / Math.max(1, total);
}

function severityOf(kind: ChangeKind, blocks: readonly BlockChange[], share: number): Severity {
  if (kind === 'availability' || kind === 'page-type') return 'major';
  if (kind === 'price' || kind === 'field') return blocks.length > 0 && share > 0.5 ? 'major' : 'notable';
  if (share >= 0.3) return 'major';
  const small = blocks.length <= 2 && blocks.every(isSmall);
  return small ? 'minor' : 'notable';
}

/** A few letters changed in a block, but no number and no fact. */
function isSmall({ op, path, before = '', after = '' }: BlockChange): boolean {
  if (/(?:^|\/)h[1-3](?:#[^/]*)?$/.test(path)) return false;
  if (op !== 'replaced' || factsOf(before) !== factsOf(after)) return false;
  const digits = (text: string): string => text.replace(/\D/g, '');
  if (digits(before) !== digits(after)) return false;
  const words = new Set(before.split(/\s+/));
  const fresh = after.split(/\s+/).filter((word) => !words.has(word));
  return fresh.length <= 2 && Math.abs(before.length - after.length) <= 20;
}
