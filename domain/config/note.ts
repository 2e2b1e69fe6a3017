// The note of a job: what it is for, in the user's own words, over several lines where that is wanted.

export const MAX_NOTE_LENGTH = 1_000;

/** As it is kept: one kind of line break, nothing around it. Undefined: there is none. */
export function normalNote(text: string | null | undefined): string | undefined {
  const note = (text ?? '').replaceAll(/\r\n?/g, '\n').trim();
  return note === '' ? undefined : note;
}
