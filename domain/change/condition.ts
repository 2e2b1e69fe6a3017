// Conditions on the watched text: a change is told only while they hold.
import { numbersOf } from '../reading/money/number-text.ts';
import { textTest } from '../reading/part/text-rule.ts';
import { type Condition, describeCondition, type NumberOperator } from './condition-text.ts';

export interface Conditions {
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
}

export interface ConditionTexts {
  readonly before: string;
  readonly after: string;
}

/** Why the conditions do not hold; null when they do. */
export function unmetCondition({ all = [], any = [] }: Conditions, texts: ConditionTexts): string | null {
  const failed = all.find((condition) => !isMet(condition, texts));
  if (failed !== undefined) return `“${describeCondition(failed)}” does not hold${found(failed, texts)}`;
  if (any.length === 0 || any.some((condition) => isMet(condition, texts))) return null;
  return `none of ${any.map((one) => `“${describeCondition(one)}”`).join(', ')} holds`;
}

function found(condition: Condition, texts: ConditionTexts): string {
  if (condition.on === 'text') return '';
  const value = measure(condition.on, texts);
  return Number.isNaN(value) ? ': there is no number' : `: it is ${Math.round(value * 100) / 100}`;
}

function isMet(condition: Condition, texts: ConditionTexts): boolean {
  if (condition.on === 'text') return compareTexts(condition, texts.after) !== (condition.not === true);
  const value = measure(condition.on, texts);
  return !Number.isNaN(value) && compareNumbers(condition.is, value, condition.value);
}

type Measure = Exclude<Condition, { on: 'text' }>['on'];

/** NaN: the text has no number. */
function measure(on: Measure, { before, after }: ConditionTexts): number {
  switch (on) {
    case 'number':
      return numbersOf(after)[0] ?? Number.NaN;
    case 'words':
      return wordsOf(after).length;
    case 'lines':
      return after.split('\n').filter((line) => line.trim() !== '').length;
    case 'characters':
      return after.length;
    case 'similarity':
      return similarity(before, after);
  }
}

function compareNumbers(is: NumberOperator, left: number, right: number): boolean {
  switch (is) {
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function compareTexts({ is, value }: Extract<Condition, { on: 'text' }>, text: string): boolean {
  const [folded, wanted] = [text.trim().toLowerCase(), value.trim().toLowerCase()];
  switch (is) {
    case 'contains':
      return folded.includes(wanted);
    case 'starts-with':
      return folded.startsWith(wanted);
    case 'ends-with':
      return folded.endsWith(wanted);
    case 'matches':
      return textTest(value)(text);
    case 'equals':
      return folded === wanted;
  }
}

/** In scripts that put no spaces between words each character counts as one. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Percent of the words that both texts have in common, each as often as both have it. */
function similarity(before: string, after: string): number {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length + now.length === 0) return 100;
  const counts = new Map<string, number>();
  for (const word of old) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of now) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common += 1;
    counts.set(word, left - 1);
  }
  return (200 * common) / (old.length + now.length);
}
