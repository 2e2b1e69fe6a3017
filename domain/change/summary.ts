// One line for people about a change, built from the changes themselves.
import type { BlockChange, FieldChange } from './change.ts';
import { clip as clipText, goesOn, wentBefore } from '../system/clip.ts';
import { addedSentence } from './added-sentence.ts';
import { isEntryPath } from '../reading/content/entry-path.ts';
import { factsOf, isPriceLike, isStockLike, nameBeside, pricesOf } from '../reading/words/text-kind.ts';

const MAX_QUOTE = 60;

export interface AvailabilityMove {
  readonly before: string;
  readonly after: string;
}

function clip(text: string, max = MAX_QUOTE): string {
  return clipText(text, max);
}

/** The part in which two texts differ, with a few words around it. */
function focus(before: string, after: string): [string, string] {
  if (before.length <= MAX_QUOTE && after.length <= MAX_QUOTE) return [before, after];
  const a = before.split(' ');
  const b = after.split(' ');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const cut = (words: readonly string[]): string => {
    const from = Math.max(0, head - 2);
    const to = Math.min(words.length, words.length - tail + 2);
    const shown = clip(words.slice(from, to).join(' '));
    const open = to < words.length ? goesOn(shown) : shown;
    return from > 0 ? wentBefore(open) : open;
  };
  return [cut(a), cut(b)];
}

function spaced(word: string): string {
  return word.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function fieldLine({ name, before, after }: FieldChange): string {
  const label = `“${capital(name)}”`;
  if (before === null) return `${label} is now ${clip(after ?? '')}`;
  if (after === null) return `${label} is no longer on the page (was ${clip(before)})`;
  return `${label} went from ${clip(before)} to ${clip(after)}`;
}

/** What a block is called in a summary, by the last tag of its path. */
function nounOf(path: string): readonly [string, string] {
  if (isEntryPath(path)) return ['entry', 'entries'];
  const tag = path.slice(path.lastIndexOf('/') + 1).replace(/#.*$/, '');
  if (tag === 'p' || tag === 'blockquote') return ['paragraph', 'paragraphs'];
  if (tag === 'li' || tag === 'dd' || tag === 'article') return ['item', 'items'];
  if (/^h[1-6]$/.test(tag)) return ['heading', 'headings'];
  if (tag === 'td' || tag === 'th' || tag === 'tr') return ['table cell', 'table cells'];
  if (tag === 'a' || tag === 'button') return ['link', 'links'];
  return ['line', 'lines'];
}

function place(changes: readonly BlockChange[]): string {
  const headings = new Set(changes.map(({ under }) => under ?? ''));
  const [only] = headings;
  return headings.size === 1 && only !== undefined && only !== '' ? ` under ${clip(only, 40)}` : '';
}

/** A short text that differs in its price only ("Oak shelf € 13" → "Oak shelf € 18"). */
export function isPriceMove({ op, before = '', after = '' }: BlockChange): boolean {
  if (op !== 'replaced' || before.length > 120 || after.length > 120) return false;
  return isPriceLike(before) && isPriceLike(after) && factsOf(before) !== factsOf(after);
}

/** Of several prices in one line, only those that moved are named. */
function priceLine(before: string, after: string, where: string): string {
  const [old, now] = [pricesOf(before), pricesOf(after)];
  const name = nameBeside(after);
  const subject =
    name !== '' && name === nameBeside(before) ? `Price of “${clip(name, 40)}”` : `Price${where}`;
  const moved = old.length === now.length ? old.flatMap((price, i) => (price === now[i] ? [] : [i])) : [];
  const [first] = moved;
  if (moved.length !== 1 || first === undefined)
    return `${subject} went from ${clip(before)} to ${clip(after)}`;
  return `${subject} went from ${old[first] ?? ''} to ${now[first] ?? ''}`;
}

/** A text that grew or shrank by whole sentences is not another one: the sentences are what is told. */
function sentenceLine(before: string, after: string, where: string): string | null {
  const [added, removed] = [addedSentence(before, after), addedSentence(after, before)];
  const moved = added ?? removed;
  if (moved === null) return null;
  const subject = moved.count === 1 ? 'Sentence' : `${moved.count} sentences`;
  return `${subject} ${added === null ? 'removed' : 'added'}${where}: “${clip(moved.text)}”`;
}

function singleLine(change: BlockChange): string {
  const { op, before = '', after = '', path } = change;
  const where = place([change]);
  if (op === 'replaced') {
    const [a, b] = focus(before, after);
    if (isPriceMove(change)) return priceLine(before, after, where);
    if (isStockLike(before) && isStockLike(after)) return `Availability${where} went from ${a} to ${b}`;
    if (path === 'title') return `Title went from “${a}” to “${b}”`;
    const sentence = sentenceLine(before, after, where);
    if (sentence !== null) return sentence;
    return `“${a}” became “${b}”${where}`;
  }
  if (op === 'moved') {
    const from = change.from === undefined ? '' : ` from ${clip(change.from, 40)}`;
    return `${capital(nounOf(path)[0])} moved${from}${change.under === undefined ? '' : ` to ${clip(change.under, 40)}`}: “${clip(after)}”`;
  }
  const verb = op === 'added' ? 'added' : 'removed';
  return `${capital(nounOf(path)[0])} ${verb}${where}: “${clip(op === 'removed' ? before : after)}”`;
}

function countLine(op: BlockChange['op'], changes: readonly BlockChange[]): string {
  const list = changes.filter((change) => change.op === op);
  const first = list[0];
  if (first === undefined) return '';
  const same = list.every(({ path }) => nounOf(path)[0] === nounOf(first.path)[0]);
  const [one, many] = same ? nounOf(first.path) : ['line', 'lines'];
  return `${list.length} ${list.length === 1 ? one : many} ${op === 'replaced' ? 'changed' : op}`;
}

function blocksLine(changes: readonly BlockChange[]): string {
  const first = changes[0];
  if (first === undefined) return '';
  if (changes.length === 1) return singleLine(first);
  const prices = changes.filter(isPriceMove);
  if (prices.length === changes.length && prices.length > 1)
    return `${prices.length} prices changed${place(changes)}`;
  const parts = (['added', 'removed', 'replaced', 'moved'] as const).map((op) => countLine(op, changes));
  return parts.filter((part) => part !== '').join(', ') + place(changes);
}

/** Names facts first (fields, availability), then what happened to the text. */
export function summarise(
  blocks: readonly BlockChange[],
  fields: readonly FieldChange[],
  availability: AvailabilityMove | null,
): string {
  const lines: string[] = [];
  if (availability !== null) {
    lines.push(`Availability went from ${spaced(availability.before)} to ${spaced(availability.after)}`);
  }
  for (const field of fields.slice(0, 3)) lines.push(fieldLine(field));
  if (fields.length > 3) lines.push(`${fields.length - 3} more fields changed`);
  if (lines.length === 0) return blocksLine(blocks);
  const told = (text: string | undefined): boolean =>
    text !== undefined && fields.some(({ before, after }) => text === before || text === after);
  const rest = blocks.filter(({ before, after }) => !told(before) && !told(after));
  const untold =
    availability === null ? rest : rest.filter(({ before, after }) => !isStockLike(before ?? after ?? ''));
  if (untold.length > 0) lines.push(blocksLine(untold));
  return lines.join('; ');
}
