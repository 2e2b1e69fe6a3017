// The texts of the noise site: sentences of chance from a list of words, the same for the same seed.
import { chanceOf } from './random.ts';

const NOUNS =
  'river bridge council market harbour winter school garden museum library station theatre forest valley tower engine festival kitchen concert orchestra painting island captain village mountain'.split(
    ' ',
  );
const VERBS =
  'opens keeps repairs visits paints follows measures feeds leaves crosses builds remembers'.split(' ');
const LINKS = 'near behind without after before beside under for with'.split(' ');

/** Of some `clauses` of five words: "The river opens a garden near the harbour". */
export function sentence(seed: string, clauses = 2): string {
  const chance = chanceOf(seed);
  const parts = Array.from(
    { length: clauses },
    (_, at) =>
      `${at === 0 ? 'The' : chance.one(LINKS)} ${chance.one(NOUNS)} ${chance.one(VERBS)} a ${chance.one(NOUNS)} ${chance.one(LINKS)} the ${chance.one(NOUNS)}`,
  );
  return `${parts.join(' ')}.`;
}

/** A heading of two or three words. */
export function heading(seed: string): string {
  const chance = chanceOf(seed);
  const text = `${chance.one(NOUNS)} ${chance.one(LINKS)} the ${chance.one(NOUNS)}`;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

export function name(seed: string): string {
  const chance = chanceOf(seed);
  return `${chance.one(['Anna', 'Ben', 'Carla', 'Dov', 'Elif', 'Femi', 'Greta', 'Hugo'])} ${chance.one(['Lund', 'Okoye', 'Silva', 'Novak', 'Rossi', 'Tanaka'])}`;
}

export function paragraph(seed: string): string {
  return `<p>${sentence(`${seed} a`)} ${sentence(`${seed} b`, 3)}</p>`;
}
