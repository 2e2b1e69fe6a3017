// The picked parts of a page: what the selectors of a draft find on it, and selectors for an element that is clicked.
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { PickedPartView } from '../../../../api/schemas/preview/preview-part.ts';
import { ask, part } from '../../../api/ask.ts';
import { given } from '../../../../domain/system/given.ts';

export interface PickedParts {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

async function select(previewId: string, body: object): Promise<PickedPartView> {
  return ask(`/v1/previews/${part(previewId)}/select`, { method: 'POST', body });
}

/** Several selectors are looked up as one list; XPath can not be joined, so only the first is shown then. */
function joined(include: readonly string[]): string | undefined {
  const [first] = include;
  if (include.length < 2 || include.some((one) => /^[/(]/.test(one))) return first;
  return include.join(', ');
}

export function usePickedText(previewId: string, { include, exclude }: PickedParts) {
  return useQuery({
    queryKey: ['preview', previewId, 'part', include, exclude],
    queryFn: () => {
      const selector = joined(include);
      return select(previewId, { ...given({ selector }), exclude });
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}

export function usePick(previewId: string) {
  return useMutation({ mutationFn: (nodes: readonly number[]) => select(previewId, { nodes }) });
}
