// Chance with a seed: the same numbers for the same text, so that a bench can be repeated.
import { createHash } from 'node:crypto';

export interface Chance {
  /** A whole number from 0 to below `bound`. */
  readonly below: (bound: number) => number;
  /** Some of these, in an order of chance; all of them by default. */
  readonly some: <Item>(items: readonly Item[], count?: number) => Item[];
  readonly one: (items: readonly string[]) => string;
}

/** A linear congruential generator (Numerical Recipes), begun by a hash of the text. */
export function chanceOf(seed: string): Chance {
  let state = createHash('sha1').update(seed).digest().readUInt32LE(0);
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const some = <Item>(items: readonly Item[], count = items.length): Item[] => {
    const left = [...items];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(below(left.length), 1),
    ).flat();
  };
  return { below, some, one: (items) => items[below(items.length)] ?? '' };
}
