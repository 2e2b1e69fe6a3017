import { describe, expect, test } from 'vitest';
import {
  LETTER_EVENTS,
  LETTER_STATES,
  nextLetter,
  statesBefore,
} from '../../../../domain/upkeep/dead-letter/lifecycle.ts';

const MOVES: Readonly<Record<string, string>> = {
  'open failed': 'open',
  'open replay': 'replayed',
  'open settle': 'settled',
  'open discard': 'discarded',
  'replayed failed': 'open',
  'replayed returned': 'open',
  'replayed settle': 'settled',
  'settled failed': 'open',
  'discarded failed': 'open',
  'discarded replay': 'replayed',
  'discarded settle': 'settled',
};

describe('a dead letter', () => {
  test.each(LETTER_STATES.flatMap((state) => LETTER_EVENTS.map((event) => [state, event] as const)))(
    'that is %s is asked for %s',
    (state, event) => {
      expect(nextLetter(state, event)).toBe(MOVES[`${state} ${event}`] ?? null);
    },
  );

  test('that is replayed is not discarded: its run goes on', () => {
    expect(statesBefore('discard')).toEqual(['open']);
    expect(statesBefore('replay')).toEqual(['open', 'discarded']);
  });
});
