// The price rules of a job that is edited, as the choices of the wizard. What is typed stays as it is typed until the form
// begins anew.
import { type ReactNode, useState } from 'react';
import type { PreviewView } from '../../../../api/schemas/preview/preview.ts';
import type { SavedPriceRule } from '../../../../domain/price/rule/rule-input.ts';
import { PriceCard, proposedBelow, seenPrice } from './price-card.tsx';
import { type ChosenRules, type PriceTelling, rulesOf, tellingOf } from './price-telling.ts';

interface EditedPriceProps {
  readonly rules: readonly SavedPriceRule[];
  readonly preview: PreviewView | undefined;
  readonly onChange: (chosen: ChosenRules) => void;
  readonly faults: ReactNode;
}

export function EditedPrice({ rules, preview, onChange, faults }: EditedPriceProps): ReactNode {
  const [typed, setTyped] = useState<PriceTelling | null>(null);
  const telling = typed ?? tellingOf(rules, proposedBelow(preview));
  const currency = seenPrice(preview)?.currency ?? '';
  const change = (next: PriceTelling): void => {
    setTyped(next);
    onChange(rulesOf(next, currency));
  };
  return (
    <PriceCard
      preview={preview?.outcome === 'pending' ? undefined : preview}
      telling={telling}
      onChange={change}
      chosen={rulesOf(telling, currency)}
      faults={faults}
    />
  );
}
