// What is held now. It is asked for every five seconds too: a hold of another workspace sends no event here, and what can
// not be asked tells nothing.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HoldInput } from '../../../api/schemas/alert/emergency.ts';
import { ask, segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { tell } from '../../ui/toast.tsx';

const AGAIN_MS = 5_000;

export function useEmergency() {
  return useAsk(['emergency'], '/v1/emergency', { refetchInterval: AGAIN_MS });
}

/** Places a hold (an order) or lifts one (its id); what could not be done is told. */
export function useHold(done: () => void = () => undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: HoldInput | string) =>
      typeof wanted === 'string'
        ? ask(`/v1/emergency/${segment(wanted)}`, { method: 'DELETE' })
        : ask('/v1/emergency', { method: 'POST', body: wanted }),
    onSuccess: ({ next, couldNot }) => {
      tell(next);
      for (const text of couldNot) tell(text, { tone: 'refused' });
      void queries.invalidateQueries();
      done();
    },
  });
}
