// Characters that no name may hold, in a form that regular expressions of client languages know too; not all of them
// know `\p{Cc}`.

export const CONTROL_CHARACTERS = String.raw`\u0000-\u001f\u007f-\u009f`;
/** Those that a text of several lines may not hold either: all but tab and line breaks. */
export const CONTROL_OF_LINES = String.raw`\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f`;
/**
 * They embed, override and isolate directions: `abc\u202egpj.exe` would show as another name than it is. The marks
 * U+200E and U+200F only help letters beside them, and stay.
 */
export const TURNING_MARKS = String.raw`\u202a-\u202e\u2066-\u2069`;

/** A text as a name may hold it, on one line. */
export function asName(text: string): string {
  return text
    .replace(new RegExp(`[${TURNING_MARKS}]`, 'g'), '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
