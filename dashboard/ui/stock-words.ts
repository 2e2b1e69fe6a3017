// Whether a product can be had, in words and as a colour. The names are those of schema.org.
import { isSoldOut } from '../../domain/reading/words/sold-out.ts';

/** `In stock`, `Sold out`. */
export function stockWord(availability: string): string {
  if (availability === 'unknown') return 'Stock unknown';
  const words = availability.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function stockTone(availability: string): string {
  if (availability === 'unknown') return 'var(--line-strong)';
  return isSoldOut(availability) ? 'var(--st-failed)' : 'var(--st-running)';
}
