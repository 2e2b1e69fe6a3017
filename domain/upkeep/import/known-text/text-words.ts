// What readers of known texts have in common: bytes as text, days, and the note that a newer text could not be read.
import type { TakenText } from './known-draft.ts';

/** Null: it is no text. */
export function utf8Of(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** `newer`: day of the newest text and why it can't be read; null: the text is the newest. */
export function withNewer(taken: TakenText, newer: string | null): TakenText {
  return newer === null ? taken : { ...taken, newer };
}
