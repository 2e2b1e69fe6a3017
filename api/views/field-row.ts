// The fields of two versions side by side, and the price that the run of the newer one read.
import { fieldKind, percentMoved } from '../../domain/change/field-move.ts';
import type { FieldValue } from '../../domain/reading/page/parsed-page.ts';
import type { PricePoint } from '../../domain/page/page.ts';
import { toDecimal } from '../../domain/reading/money/money.ts';
import type { VersionDiff } from '../query/change/diff-versions.ts';
import type { DiffView } from '../schemas/change/diff.ts';

type FieldRow = DiffView['fields'][number];

/** Those that differ stand first. */
export function toFieldRows({ older, newer, price, change, missing }: VersionDiff): FieldRow[] {
  const before = new Map<string, KeptValue>((older?.fields ?? []).map((field) => [field.name, field]));
  const after = new Map<string, KeptValue>((newer?.fields ?? []).map((field) => [field.name, field]));
  // Where a version is gone, the change still knows both values of the fields that differed.
  for (const { name, before: old, after: now } of missing === null ? [] : (change?.detail.fields ?? [])) {
    before.set(name, before.get(name) ?? { value: old });
    after.set(name, after.get(name) ?? { value: now });
  }
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const rows = names.map((name) => toRow(name, before.get(name), after.get(name)));
  const priced =
    price === null ? [] : [toPriceRow(price, names.includes('price') ? 'tracked price' : 'price')];
  return [...priced, ...rows].toSorted((a, b) => Number(b.changed) - Number(a.changed));
}

/** What is left of a field whose version is gone: nobody knows any more where it was read. */
type KeptValue = Pick<FieldValue, 'value'> & Partial<Pick<FieldValue, 'source' | 'locator' | 'raw'>>;

function toRow(name: string, old: KeptValue | undefined, now: KeptValue | undefined): FieldRow {
  const before = old?.value ?? null;
  const after = now?.value ?? null;
  const kind = fieldKind(name, [before, after]);
  const { source = '', locator = '', raw = '' } = now ?? old ?? {};
  // A field that the older version lacks was added to the job; the page did not change.
  const changed = old !== undefined && now !== undefined && before !== after;
  return {
    name,
    kind,
    before,
    after,
    changed,
    percent: percentMoved(kind, before, after),
    source,
    locator,
    raw,
  };
}

function toPriceRow(point: PricePoint, name: string): FieldRow {
  const { currency, minor, beforeMinor, percent, source, raw, changed } = point;
  const text = (amount: number): string => `${toDecimal({ minor: amount, currency })} ${currency}`;
  return {
    name,
    kind: 'money',
    before: beforeMinor === undefined ? null : text(beforeMinor),
    after: text(minor),
    changed: changed && beforeMinor !== undefined && beforeMinor !== minor,
    percent: percent ?? null,
    source,
    locator: '',
    raw,
  };
}
