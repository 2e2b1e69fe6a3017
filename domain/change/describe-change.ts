// What a change is called: its kind, how much it matters, and its one line for people.
import { isEntryPath } from '../reading/content/entry-path.ts';
import type { Availability, FieldValue, TextBlock } from '../reading/page/parsed-page.ts';
import { valueForm } from '../reading/part/field/value-form.ts';
import { factsDiffer, isPriceLike } from '../reading/words/text-kind.ts';
import type { BlockChange, ChangeKind, FieldChange, PageChange, Severity } from './change.ts';
import { isFrameBlock } from '../reading/html/place-mark.ts';
import { foldText } from './noise/noise.ts';
import type { AvailabilityMove } from './words/availability-move.ts';
import { isPriceMove, isStockMove } from './words/phrase.ts';
import { summarise } from './words/summary.ts';

/** What differs besides the lines. */
export interface ChangedFacts {
  readonly fields: readonly FieldChange[];
  readonly availability: AvailabilityMove | null;
}

interface FactSource {
  readonly fields: readonly FieldValue[];
  readonly availability?: Availability | undefined;
}

export function changedFacts(before: FactSource, after: FactSource): ChangedFacts {
  return {
    fields: changedFields(before.fields, after.fields),
    availability: movedAvailability(before.availability, after.availability),
  };
}

export function areSame({ fields, availability }: ChangedFacts): boolean {
  return fields.length === 0 && availability === null;
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

export interface Described {
  readonly blocks: readonly BlockChange[];
  readonly facts: ChangedFacts;
  /** Kinds of page of both versions. */
  readonly types: { readonly before: string; readonly after: string };
  /** The blocks of the new version. */
  readonly after: readonly TextBlock[];
}

export function describeChange({ blocks, facts, types, after }: Described): PageChange {
  const body = blocks.filter((block) => !isFrameBlock(block));
  if (body.length === 0 && blocks.length > 0 && areSame(facts)) return frameChange(blocks);
  const share = changedShare(body, after);
  const isRetyped = types.before !== types.after && share >= 0.5;
  const kind = isRetyped ? 'page-type' : kindOf(body, facts);
  return {
    kind,
    severity: severityOf(kind, body, share),
    summary: summarise(body, facts.fields, facts.availability),
    blocks,
    fields: facts.fields,
  };
}

/** What stands around the text differs, and nothing else: minor, however much it is. */
function frameChange(blocks: readonly BlockChange[]): PageChange {
  const summary = summarise(blocks, [], null, FRAME_WORDS);
  return { kind: 'text', severity: 'minor', summary, blocks, fields: [], frameOnly: true };
}

const FRAME_WORDS = 'Around the text: ';

function isPriceField({ name, before, after }: FieldChange): boolean {
  return (
    /price|preis|prix|precio|prezzo|cena|kosten|amount/i.test(name) ||
    (isPriceLike(before ?? '') && isPriceLike(after ?? ''))
  );
}

function kindOf(blocks: readonly BlockChange[], { fields, availability }: ChangedFacts): ChangeKind {
  if (availability !== null) return 'availability';
  if (fields.length > 0) return fields.some(isPriceField) ? 'price' : 'field';
  if (blocks.length > 0 && blocks.every(({ path }) => isEntryPath(path))) return 'entry';
  if (blocks.every(isPriceMove)) return 'price';
  if (blocks.every(isStockMove)) return 'availability';
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
  if (kind === 'entry') return 'notable';
  if (kind === 'price' || kind === 'field') return blocks.length > 0 && share > 0.5 ? 'major' : 'notable';
  if (share >= 0.3) return 'major';
  const small = blocks.length <= 2 && blocks.every(isSmall);
  return small ? 'minor' : 'notable';
}

/** A few letters changed in a block, but no number and no fact. */
function isSmall({ op, path, before = '', after = '' }: BlockChange): boolean {
  if (/(?:^|\/)h[1-3](?:#[^/]*)?$/.test(path)) return false;
  if (op !== 'replaced' || factsDiffer(before, after)) return false;
  const digits = (text: string): string => text.replace(/\D/g, '');
  if (digits(before) !== digits(after)) return false;
  const words = new Set(before.split(/\s+/));
  const fresh = after.split(/\s+/).filter((word) => !words.has(word));
  return fresh.length <= 2 && Math.abs(before.length - after.length) <= 20;
}
