// The chosen rules tried on the price that was just seen: some moves of it, told or quiet, as a run would judge them.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PriceMoveView } from '../../../../api/schemas/preview/preview-part.ts';
import type { SavedPriceRule } from '../../../../domain/price/rule/rule-input.ts';
import { ask, segment } from '../../../api/ask.ts';
import { formatMoney } from '../../../ui/appearance/format.ts';
import { stockWord } from '../../../ui/stock-words.ts';
import { ProblemNote } from '../../../ui/empty-state.tsx';

interface TriedPriceProps {
  readonly previewId: string;
  readonly rules: readonly SavedPriceRule[];
}

export function TriedPrice({ previewId, rules }: TriedPriceProps): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['preview', previewId, 'price', rules],
    queryFn: ({ signal }) =>
      ask(`/v1/previews/${segment(previewId)}/try`, {
        method: 'POST',
        body: { changes: { watch: 'price-and-stock', priceRules: rules } },
        signal,
      }),
    enabled: rules.length > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined || rules.length === 0) return null;
  const now = data.priceRules.filter(({ firesNow }) => firesNow);
  return (
    <div aria-live="polite" className="border-t border-line pt-3">
      <p className="text-s text-ink-2">
        {data.priceRules.length === 0
          ? 'The page names no price or stock now, so nothing can be tried.'
          : 'Tried on what was seen:'}
      </p>
      <ul className="mt-1 grid gap-0.5">
        {now.map(({ rule, reason }) => (
          <li key={rule} className="break-words">
            as it is now: {reason} <Verdict told />
          </li>
        ))}
        {data.priceMoves.map((move) => (
          <Move key={JSON.stringify([move.before, move.after])} move={move} />
        ))}
      </ul>
    </div>
  );
}

function Move({ move: { about, before, after, told, reason } }: { readonly move: PriceMoveView }): ReactNode {
  const [from, to] = [before, after].map((seen) =>
    about === 'price' && seen.price !== null ? formatMoney(seen.price) : stockWord(seen.availability),
  );
  return (
    <li title={reason} className={`tabular-nums ${told ? '' : 'text-ink-3'}`}>
      {from} → <b className={told ? 'font-[560]' : 'font-normal'}>{to}</b> <Verdict told={told} />
    </li>
  );
}

function Verdict({ told }: { readonly told: boolean }): ReactNode {
  return <span className={told ? 'text-completed' : ''}>{told ? 'told' : 'quiet'}</span>;
}
