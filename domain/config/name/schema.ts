// The name that somebody gives to a thing, and the note that somebody writes about it.
import { z } from 'zod';
import { CONTROL_CHARACTERS, CONTROL_OF_LINES, TURNING_MARKS } from '../../system/name-text.ts';
import { MAX_NOTE_LENGTH } from '../note.ts';

const NO_TURNING = new RegExp(`^[^${TURNING_MARKS}]*$`);
const WITHOUT_TURNING =
  'Leave out marks that turn the direction of text around (U+202A to U+202E, U+2066 to U+2069).';

/** At most `max` characters, seen as it is written. */
export function givenName(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), 'Leave out line breaks and other control characters.')
    .regex(NO_TURNING, WITHOUT_TURNING)
    .regex(/^$|\S/, 'Give a name that can be seen; this one has blanks only.');
}

export const givenNote = z
  .string()
  .max(MAX_NOTE_LENGTH)
  .regex(
    new RegExp(`^[^${CONTROL_OF_LINES}]*$`),
    'Leave out control characters; only tabs and line breaks may stand in it.',
  )
  .regex(NO_TURNING, WITHOUT_TURNING)
  .nullish()
  .describe('What it is for, in your own words: plain text, of several lines too. Null or blank: none.');
