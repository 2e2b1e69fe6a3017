// A move of a product's availability in words.
import { availabilityName } from '../../reading/words/availability-name.ts';

export interface AvailabilityMove {
  readonly before: string;
  readonly after: string;
}

export function availabilityPhrase({ before, after }: AvailabilityMove): string {
  return `Availability went from ${availabilityName(before)} to ${availabilityName(after)}`;
}
