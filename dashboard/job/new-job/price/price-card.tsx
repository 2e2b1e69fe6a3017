// The card of a price watch: which moves are told, and how the choice works out on the price that was seen.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../../api/schemas/preview/preview.ts';
import { Card, Note } from '../../../ui/card.tsx';
import { type ChosenRules, type PriceTelling, roundBelow } from './price-telling.ts';
import { TellPrice } from './tell-price.tsx';
import { TriedPrice } from './tried-price.tsx';

interface PriceCardProps {
  /** Undefined or without a page: nothing is tried. */
  readonly preview: PreviewView | undefined;
  readonly telling: PriceTelling;
  readonly onChange: (telling: PriceTelling) => void;
  readonly chosen: ChosenRules;
  /** Faults that the API found. */
  readonly faults?: ReactNode;
}

export function PriceCard({ preview, telling, onChange, chosen, faults }: PriceCardProps): ReactNode {
  const { rules, fault } = chosen;
  const page = preview?.page ?? null;
  return (
    <Card title="Tell me" aside="of its price and stock; other text of the page is left aside">
      <div className="grid gap-4">
        <TellPrice
          telling={telling}
          onChange={(change) => onChange({ ...telling, ...change })}
          currency={seenPrice(preview)?.currency ?? ''}
          fault={fault}
        />
        {faults}
        {telling.backInStock && page?.price?.availability === 'unknown' ? (
          <Note title="The page names no stock now">
            “Back in stock” is told once it was seen sold out and then in stock.
          </Note>
        ) : null}
        {preview === undefined || page === null || fault !== null ? null : (
          <TriedPrice previewId={preview.previewId} rules={rules} />
        )}
      </div>
    </Card>
  );
}

export function seenPrice(preview: PreviewView | undefined) {
  return preview?.page?.price?.price ?? null;
}

/** The first proposal of the box. */
export function proposedBelow(preview: PreviewView | undefined): string {
  const price = seenPrice(preview);
  return price === null ? '' : roundBelow(price.amount);
}
