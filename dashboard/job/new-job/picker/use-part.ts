// The picked parts of a page: what the selectors of a draft find on it, and selectors for an element that is clicked.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { PickedPartView } from '../../../../api/schemas/preview/preview-part.ts';
import { ask, segment } from '../../../api/ask.ts';
import { movePart, type NamedLists, NO_NAMES } from '../../../ui/picture/move-part.ts';
import { given } from '../../../../domain/system/given.ts';

export interface PickedParts extends NamedLists {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What a click does with a part. */
export type PickMode = 'watch' | 'leave-out' | 'body' | 'frame';

/** The parts with one more, or another one; `add`: what is watched already stays so. */
export function withPart(parts: PickedParts, selector: string, mode: PickMode, add = false): PickedParts {
  const joined = (list: readonly string[]): string[] => [...list.filter((one) => one !== selector), selector];
  const { include, exclude } = parts;
  if (mode === 'leave-out') return { ...parts, exclude: joined(exclude) };
  if (mode === 'watch') return { ...parts, include: add ? joined(include) : [selector] };
  return { ...parts, ...movePart(parts, { selector, to: mode }) };
}

/** What is called body and frame of a page counts where the whole page is watched: a part has no frame. */
export function namesThatCount({ include, bodyParts, frameParts }: PickedParts): NamedLists {
  return include.length > 0 ? NO_NAMES : { bodyParts, frameParts };
}

async function select(previewId: string, body: object): Promise<PickedPartView> {
  return ask(`/v1/previews/${segment(previewId)}/select`, { method: 'POST', body });
}

/** Several selectors are looked up as one list; XPath can not be joined, so only the first is shown then. */
function joined(include: readonly string[]): string | undefined {
  const [first] = include;
  if (include.length < 2 || include.some((one) => /^[/(]/.test(one))) return first;
  return include.join(', ');
}

export function usePickedText(previewId: string, parts: PickedParts) {
  const { include, exclude } = parts;
  const names = namesThatCount(parts);
  return useQuery({
    queryKey: ['preview', previewId, 'part', include, exclude, names],
    queryFn: () => {
      const selector = joined(include);
      return select(previewId, { ...given({ selector }), exclude, ...names });
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export function usePick(previewId: string) {
  return useMutation({ mutationFn: (nodes: readonly number[]) => select(previewId, { nodes }) });
}
