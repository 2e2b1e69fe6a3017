// The name that somebody gives to a thing.
import { z } from 'zod';
import { CONTROL_CHARACTERS, TURNING_MARKS } from '../../system/name-text.ts';

/** At most `max` characters, seen as it is written. */
export function givenName(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(new RegExp(`^[^${CONTROL_CHARACTERS}]*$`), 'Leave out line breaks and other control characters.')
    .regex(
      new RegExp(`^[^${TURNING_MARKS}]*$`),
      'Leave out marks that turn the direction of text around (U+202A to U+202E, U+2066 to U+2069).',
    )
    .regex(/^$|\S/, 'Give a name that can be seen; this one has blanks only.');
}
