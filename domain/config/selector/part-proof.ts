// Tries selectors of one element on altered copies of its page: which still find it alone, and which find something else. The tree is
// altered in place and put back.
import type { Element } from 'domhandler';
import { type Alteration, ALTERATIONS } from '../../reading/html/alterations.ts';
import type { Page, PartSelector } from './part-selectors.ts';

/**
 * What a selector loses of its strength for each altered copy on which it fails. One that finds something else, even once, comes after
 * all that never do: a part that is lost is told, and of one that is taken for another nobody hears.
 */
const PENALTY = { others: 0.04, lost: 0.07, wrong: 1 } as const;
/** So many are proved together, and as many are wanted. */
const MAX_PROVED = 3;

/** Of selectors that find the element alone, strongest first: the best, with what their strength is after that. */
export function proved(element: Element, selectors: readonly PartSelector[], page: Page): PartSelector[] {
  const done: PartSelector[] = [];
  const budget = { left: page.lookups };
  for (let at = 0; at < selectors.length && budget.left > 0; at += MAX_PROVED) {
    const next = selectors.slice(at, at + MAX_PROVED);
    // Proving only takes strength away, so what follows can't be better than this.
    if ((done[MAX_PROVED - 1]?.strength ?? 0) >= (next[0]?.strength ?? 0)) break;
    done.push(...provedTogether(element, next, { ...page, budget }));
    done.sort((a, b) => b.strength - a.strength);
  }
  return done.slice(0, MAX_PROVED);
}

interface Budget extends Page {
  /** Lookups that are left. */
  readonly budget: { left: number };
}

function provedTogether(
  element: Element,
  selectors: readonly PartSelector[],
  { find, budget }: Budget,
): PartSelector[] {
  const loss = new Map(selectors.map(({ selector }) => [selector, 0]));
  for (const alteration of ALTERATIONS) {
    const undo = alteration.change(element);
    if (undo === null) continue;
    try {
      for (const [selector, lost] of loss) {
        // Once it found something else, it is of no use.
        if (lost >= PENALTY.wrong) continue;
        budget.left -= 1;
        loss.set(selector, lost + lossOf(find(selector), element, alteration));
      }
    } finally {
      undo();
    }
  }
  return selectors.map((one) => ({ ...one, strength: one.strength - (loss.get(one.selector) ?? 0) }));
}

function lossOf(found: readonly Element[], element: Element, { stays }: Alteration): number {
  if (found.length === 0) return stays ? PENALTY.lost : 0;
  if (!found.includes(element)) return PENALTY.wrong;
  return found.length === 1 ? 0 : PENALTY.others;
}
