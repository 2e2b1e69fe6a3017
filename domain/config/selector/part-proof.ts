// Tries selectors of one element on altered copies of its page: which still find it alone, and which find something else. The tree is
// altered in place and put back.
import type { Element } from 'domhandler';
import { ALTERATIONS } from '../../reading/html/alterations.ts';
import type { Find, PartSelector } from './part-selectors.ts';

/** What a selector loses of its strength for each altered copy on which it fails. */
const PENALTY = { others: 0.04, lost: 0.07, wrong: 0.16 } as const;

/** The selectors with what their strength is after that, best first. */
export function proved(element: Element, selectors: readonly PartSelector[], find: Find): PartSelector[] {
  const loss = new Map<string, number>();
  for (const alter of ALTERATIONS) {
    const undo = alter(element);
    if (undo === null) continue;
    try {
      for (const { selector } of selectors)
        loss.set(selector, (loss.get(selector) ?? 0) + lossOf(find(selector), element));
    } finally {
      undo();
    }
  }
  return selectors
    .map((one) => ({ ...one, strength: one.strength - (loss.get(one.selector) ?? 0) }))
    .toSorted((a, b) => b.strength - a.strength);
}

function lossOf(found: readonly Element[], element: Element): number {
  if (found.length === 0) return PENALTY.lost;
  if (!found.includes(element)) return PENALTY.wrong;
  return found.length === 1 ? 0 : PENALTY.others;
}
