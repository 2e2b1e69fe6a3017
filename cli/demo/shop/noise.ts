// What differs with every request but means nothing: the demo shows that Webloom ignores it.
import { randomBytes } from 'node:crypto';

export interface Noise {
  readonly clock: string;
  readonly visitors: number;
  readonly watching: number;
  readonly token: string;
  readonly sessionId: string;
  /** Rises by one with each request; selects the advertisement. */
  readonly turn: number;
}

/** Constant noise: pages made with it differ only where the shop itself differs. */
export const NO_NOISE: Noise = {
  clock: '00:00:00',
  visitors: 0,
  watching: 0,
  token: '0',
  sessionId: '0',
  turn: 0,
};

export function createNoise(now: () => number): () => Noise {
  let turn = 0;
  return () => {
    turn += 1;
    return {
      clock: new Date(now()).toISOString().slice(11, 19),
      visitors: 48_210 + turn,
      watching: 3 + ((turn * 7) % 19),
      token: randomBytes(16).toString('hex'),
      sessionId: randomBytes(8).toString('hex'),
      turn,
    };
  };
}

export const ADVERTISEMENTS: readonly string[] = [
  'Rain barrels from $89. This week only!',
  'The Almanac, 2026 edition, now in print',
  'Learn to sharpen: evening classes at £25',
  'Honey from the roof of the shop, 8,50 €',
  'Wanted: a cabinet maker, two days a week',
];
