// A move of a product's availability in words.
export interface AvailabilityMove {
  readonly before: string;
  readonly after: string;
}

export function availabilityPhrase({ before, after }: AvailabilityMove): string {
  return `Availability went from ${spaced(before)} to ${spaced(after)}`;
}

/** `OutOfStock` as people say it. */
export function spaced(word: string): string {
  return word.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
