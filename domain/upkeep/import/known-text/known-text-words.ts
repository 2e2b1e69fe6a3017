// What a report says of the text that another tool knew of a page.

interface ReportedText {
  /** ISO 8601 in UTC; null: it is not taken over. */
  readonly at: string | null;
  readonly characters: number;
  readonly problem: string | null;
  /** Day of the newest text and why that can not be read; null: this is the newest. */
  readonly newer: string | null;
}

export function knownTextWords({ at, characters, problem, newer }: ReportedText): string {
  if (problem !== null) return `known text not taken over: ${problem}`;
  const day = (at ?? '').slice(0, 'YYYY-MM-DD'.length);
  const older = newer === null ? '' : `, the newest that can be read (${newer})`;
  return `known text of ${day} (${characters.toLocaleString('en-US')} characters)${older}`;
}
