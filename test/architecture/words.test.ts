// A word of the glossary stands for one thing in code.
import { describe, expect, it } from 'vitest';
import { readSources } from './read-sources.ts';
import { ONE_MEANING, strayWords } from './words.ts';

const OUTSIDE = ['bench', 'embedded-store', 'test'];

const product = readSources().filter(({ path }) => !OUTSIDE.some((folder) => path.startsWith(`${folder}/`)));

describe('the words of the glossary', () => {
  it('name one thing each in files and exports', () => {
    expect(product.flatMap(strayWords)).toEqual([]);
  });

  it('are at home in rooms that exist', () => {
    const homes = ONE_MEANING.flatMap((one) => one.homes);
    const isThere = (home: string): boolean =>
      product.some(({ path }) => path.startsWith(`${home}/`) || path.replace(/\.\w+$/, '') === home);
    expect(homes.filter((home) => !isThere(home))).toEqual([]);
  });

  it('are found in a name of another room', () => {
    const text =
      'export function holdBack() {}\nexport interface HealthPart {}\nexport const PART_KINDS = [];\n';
    expect(strayWords({ path: 'domain/health/next-step.ts', text })).toEqual([
      'domain/health/next-step.ts: holdBack (hold is an emergency stop)',
      'domain/health/next-step.ts: next-step (step is a place in the change engine; what a browser does on a page)',
      'domain/health/next-step.ts: HealthPart (part is what of a page a job watches)',
      'domain/health/next-step.ts: PART_KINDS (part is what of a page a job watches)',
    ]);
  });
});
