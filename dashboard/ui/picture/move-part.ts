// What somebody calls body and frame of a page: each move of a part puts its selector into one of two lists.
import type { PickedPartView } from '../../../api/schemas/preview/preview-part.ts';

export interface NamedLists {
  readonly bodyParts: readonly string[];
  readonly frameParts: readonly string[];
}

export interface Move {
  readonly selector: string;
  /** Null: it is called neither, so that Webloom decides. */
  readonly to: 'body' | 'frame' | null;
}

/** The best selector that finds the clicked part alone: others like it stay where they are. Null: there is none. */
export function selectorToMove({
  selector,
  suggestions,
}: Pick<PickedPartView, 'selector' | 'suggestions'>): string | null {
  return suggestions.find(({ matches }) => matches === 1)?.selector ?? selector;
}

export const NO_NAMES: NamedLists = { bodyParts: [], frameParts: [] };

/** A part stands in one list at most: moved twice it is what it was called last. */
export function movePart({ bodyParts, frameParts }: NamedLists, { selector, to }: Move): NamedLists {
  const without = (list: readonly string[]): string[] => list.filter((one) => one !== selector);
  return {
    bodyParts: [...without(bodyParts), ...(to === 'body' ? [selector] : [])],
    frameParts: [...without(frameParts), ...(to === 'frame' ? [selector] : [])],
  };
}

export function movedParts(lists: NamedLists, moves: readonly Move[]): NamedLists {
  return moves.reduce(movePart, lists);
}
