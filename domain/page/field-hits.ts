// How well the fields of a job are found on its pages: per field the pages with a value, without one, with a value from
// a selector that took over, and a few of the values.
import type { FieldValue, ValueSource } from '../reading/page/parsed-page.ts';

export interface FieldHits {
  readonly name: string;
  /** Pages on which the field was looked for. */
  readonly pages: number;
  readonly found: number;
  /** Pages without a value. */
  readonly absent: number;
  /** Of those, pages on which the job requires it. */
  readonly missing: number;
  /** The first selector found nothing there; another one took over. */
  readonly healed: number;
  readonly sources: Readonly<Partial<Record<ValueSource, number>>>;
  /** Different values, in the order of the pages. */
  readonly samples: readonly string[];
}

interface Count {
  pages: number;
  found: number;
  missing: number;
  healed: number;
  sources: Partial<Record<ValueSource, number>>;
  samples: string[];
}

const SAMPLES = 5;

/** Fields in the order of `named`, then others in the order in which the pages have them. */
export function countFieldHits(
  named: readonly string[],
  pages: Iterable<readonly FieldValue[]>,
): FieldHits[] {
  const counts = new Map<string, Count>(named.map((name) => [name, newCount()]));
  for (const fields of pages) for (const field of fields) addField(counts, field);
  return [...counts].map(([name, count]) => ({ name, ...count, absent: count.pages - count.found }));
}

function newCount(): Count {
  return { pages: 0, found: 0, missing: 0, healed: 0, sources: {}, samples: [] };
}

function addField(counts: Map<string, Count>, field: FieldValue): void {
  const { name, value, source } = field;
  const count = counts.get(name) ?? newCount();
  counts.set(name, count);
  count.pages += 1;
  if (field.missing === true) count.missing += 1;
  if (value === null) return;
  count.found += 1;
  count.sources[source] = (count.sources[source] ?? 0) + 1;
  if (field.healed === true) count.healed += 1;
  if (count.samples.length < SAMPLES && !count.samples.includes(value)) count.samples.push(value);
}
