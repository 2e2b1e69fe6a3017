// A move of a product's availability in words.
import { availabilityName } from '../../reading/words/availability-name.ts';

export interface AvailabilityMove {
  readonly before: string;
  readonly after: string;
}

export function availabilityPhrase({ before, after }: AvailabilityMove): string {
  return `Availability went from ${availabilityName(before)} to ${availabilityName(after)}`;
}

/** Of the product of the page: of one among others the line says under which heading it stands. */
const MOVE = /(?:^|; )availability went from ([^;]+?) to ([^;]+?)(?:\.?$|;)/iu;

/** The move that a line about a product names; null: none. */
export function moveInLine(line: string): AvailabilityMove | null {
  const [, before, after] = MOVE.exec(line) ?? [];
  if (before === undefined || after === undefined) return null;
  return { before: availabilityName(before), after: availabilityName(after) };
}

const IN_STOCK = /^(?:in stock|limited availability|online only|in store only)$/;
const SOLD_OUT = /^(?:out of stock|sold out|discontinued)$/;

/** Whether one can buy it again, or no longer; other: neither is said. */
export function stockMove({ before, after }: AvailabilityMove): 'back' | 'out' | 'other' {
  if (SOLD_OUT.test(after)) return SOLD_OUT.test(before) ? 'other' : 'out';
  return SOLD_OUT.test(before) && IN_STOCK.test(after) ? 'back' : 'other';
}
