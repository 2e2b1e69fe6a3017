// One line for people about a change: the strongest differences first, quoted with what stood before, the rest counted.
import { clipWords } from '../../system/clip.ts';
import type { BlockChange, FieldChange } from '../change.ts';
import { type AvailabilityMove, availabilityPhrase } from './availability-move.ts';
import { isStockLike } from '../../reading/words/text-kind.ts';
import { fieldPhrase, type Phrase } from './phrase.ts';
import { topicsOf, type Topic } from './topic.ts';

/** Of a summary: two lines of a message. */
const MAX_SUMMARY = 160;
/** Of a quotation, by how many topics share the line. */
const QUOTES = [60, 44, 32, 24];
const MAX_TOPICS = 2;
const JOINT = '; ';
const MAX_FIELDS = 3;

/** Names facts first (fields, availability), then what happened to the text. */
export function summarise(
  blocks: readonly BlockChange[],
  fields: readonly FieldChange[],
  availability: AvailabilityMove | null,
  /** What the line begins with. */
  lead = '',
): string {
  const facts = [
    ...(availability === null ? [] : [availabilityPhrase(availability)]),
    ...fields.slice(0, MAX_FIELDS).map((field) => fieldPhrase(field, QUOTES[0] ?? 0)),
    ...(fields.length > MAX_FIELDS ? [`${fields.length - MAX_FIELDS} more fields changed`] : []),
  ];
  const changes = facts.length === 0 ? blocks : untold(blocks, fields, availability);
  return clipWords(`${lead}${inWords(facts, changes, MAX_SUMMARY - lead.length)}`, MAX_SUMMARY);
}

/** Blocks that say what the fields and the availability say already are left out. */
function untold(
  blocks: readonly BlockChange[],
  fields: readonly FieldChange[],
  availability: AvailabilityMove | null,
): readonly BlockChange[] {
  const isField = (text: string | undefined): boolean =>
    text !== undefined && fields.some(({ before, after }) => text === before || text === after);
  return blocks.filter(
    ({ before, after }) =>
      !isField(before) && !isField(after) && (availability === null || !isStockLike(before ?? after ?? '')),
  );
}

/** As many topics, and as long quotations, as fit. */
function inWords(facts: readonly string[], changes: readonly BlockChange[], most: number): string {
  // Facts that fill the line leave no room for a topic, so none is looked for.
  const topics = facts.join(JOINT).length < most ? topicsOf(changes).slice(0, MAX_TOPICS).map(spoken) : [];
  const total = changes.length;
  for (let count = topics.length; count > 0; count -= 1)
    for (const quote of QUOTES) {
      const line = lineOf(facts, topics.slice(0, count), { total, quote });
      if (line.length <= most) return line;
    }
  return lineOf(facts, topics.slice(0, facts.length === 0 ? 1 : 0), { total, quote: QUOTES.at(-1) ?? 0 });
}

interface Spoken {
  readonly changes: number;
  readonly say: Phrase;
}

function spoken({ blocks, phrase }: Topic): Spoken {
  return { changes: blocks.length, say: phrase() };
}

function lineOf(
  facts: readonly string[],
  topics: readonly Spoken[],
  { total, quote }: { total: number; quote: number },
): string {
  const left = topics.reduce((sum, { changes }) => sum - changes, total);
  const shown = topics.map(({ say }) => say(quote));
  return [...facts, ...shown, ...(left === 0 ? [] : [`and ${left} more`])].join(JOINT);
}
