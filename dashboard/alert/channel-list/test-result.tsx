// What came of a test message, while it is on its way and after it.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';

const LOOK_AGAIN_MS = 500;
const TONES = { waiting: 'text-ink-2', delivered: 'text-ink', dead: 'text-failed' };

export function TestResult({ deliveryId }: { readonly deliveryId: string }): ReactNode {
  const { data } = useAsk(['deliveries', deliveryId], `/v1/deliveries/${segment(deliveryId)}`, {
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? LOOK_AGAIN_MS : false),
  });
  const queries = useQueryClient();
  const isOver = data !== undefined && data.state !== 'waiting';
  // Its channel shows what came of it.
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: ['channels'] });
  }, [isOver, queries]);
  return (
    <p role="status" className={`mt-1 text-s ${TONES[data?.state ?? 'waiting']}`}>
      {data === undefined || data.state === 'waiting'
        ? 'The test is on its way …'
        : `Test: ${data.detail ?? ''}`}
    </p>
  );
}
