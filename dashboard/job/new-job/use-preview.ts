// One look at a page: begun at once, then asked for until it is done, so that its steps can be shown.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { type Draft, type Way, wayOf } from './draft.ts';

const STEP_MS = 350;

export function usePreview(previewId: string | null) {
  return useAsk(['preview', previewId], `/v1/previews/${segment(previewId ?? '')}`, {
    enabled: previewId !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.outcome === 'pending' ? STEP_MS : false),
  });
}

export interface LookAsked extends Way, Pick<Draft, 'profile' | 'steps' | 'render'> {
  readonly url: string;
  /** The parts that are watched; absent: the whole page. */
  readonly include?: readonly string[];
}

function fetchOf(asked: Omit<LookAsked, 'url' | 'include'>): { fetch?: JobInput['config']['fetch'] } {
  const { profile, steps, render } = asked;
  const fetch = {
    ...(profile === 'plain' ? {} : { profile }),
    ...wayOf(asked),
    ...(render === null ? {} : { render }),
    ...(steps.length === 0 ? {} : { steps: [...steps] }),
  };
  return Object.keys(fetch).length === 0 ? {} : { fetch };
}

function partsOf(include: readonly string[]): { changes?: JobInput['config']['changes'] } {
  return include.length === 0 ? {} : { changes: { scope: { include: [...include] } } };
}

export function useLook(onBegun: (preview: PreviewView, asked: LookAsked) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ url, include = [], ...asked }: LookAsked) =>
      ask('/v1/preview', {
        method: 'POST',
        body: { url, wait: false, ...fetchOf(asked), ...partsOf(include) },
      }),
    onSuccess: (preview, asked) => {
      queries.setQueryData(['preview', preview.previewId], preview);
      onBegun(preview, asked);
    },
  });
}
