// A value with the place that states it, and the choice among several: the first that is not empty wins. Values that
// differ from it are kept as rivals.
import { decodeHTML } from 'entities';
import { boundedText } from '../html/copy-text.ts';
import type { ValueSource } from '../page/parsed-page.ts';

export interface Statement {
  readonly value: string | undefined;
  readonly source: ValueSource;
  /** Where it stands: a property, a label, the address. */
  readonly at: string;
}

export interface StatedValue extends Statement {
  readonly value: string;
}

export interface Choice {
  readonly field: string;
  readonly chosen: StatedValue;
  readonly agreed: readonly StatedValue[];
  readonly rivals: readonly StatedValue[];
}

const MAX_CHARS = 300;

/** JSON-LD often carries HTML entities that were never meant to be seen. */
export function plainValue(value: string): string {
  return boundedText(value.includes('&') ? decodeHTML(value) : value, MAX_CHARS);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase().replace(/[\s-]/g, '') === b.toLowerCase().replace(/[\s-]/g, '');
}

/** `statements` come in order of trust, the most trusted first. */
export function chooseStated(field: string, statements: readonly Statement[]): Choice | undefined {
  const told: StatedValue[] = [];
  for (const { value, source, at } of statements) {
    const plain = value === undefined ? '' : plainValue(value);
    if (plain !== '') told.push({ value: plain, source, at });
  }
  const [chosen, ...others] = told;
  if (chosen === undefined) return undefined;
  return {
    field,
    chosen,
    agreed: others.filter((one) => same(one.value, chosen.value)),
    rivals: others.filter((one) => !same(one.value, chosen.value)),
  };
}
