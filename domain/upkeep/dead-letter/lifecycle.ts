// The states of a dead letter as one table. Everything that moves a letter asks here.

export const LETTER_STATES = ['open', 'replayed', 'settled', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/**
 * `failed`: it failed again later. `replay`: somebody asked for it again. `returned`: the replay ended without an answer.
 * `settle`: it worked, by a replay or by itself. `discard`: somebody gave it up.
 */
export const LETTER_EVENTS = ['failed', 'replay', 'returned', 'settle', 'discard'] as const;
export type LetterEvent = (typeof LETTER_EVENTS)[number];

/** A letter that failed again is open, whatever somebody thought of the failure before. */
const TABLE: Readonly<Record<LetterState, Partial<Record<LetterEvent, LetterState>>>> = {
  open: { failed: 'open', replay: 'replayed', settle: 'settled', discard: 'discarded' },
  replayed: { failed: 'open', returned: 'open', settle: 'settled' },
  settled: { failed: 'open' },
  discarded: { failed: 'open', replay: 'replayed', settle: 'settled' },
};

/** Null: the move is not allowed. */
export function nextLetter(state: LetterState, event: LetterEvent): LetterState | null {
  return TABLE[state][event] ?? null;
}

/** States from which the event leads somewhere. */
export function statesBefore(event: LetterEvent): LetterState[] {
  return LETTER_STATES.filter((state) => nextLetter(state, event) !== null);
}
