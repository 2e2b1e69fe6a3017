// What a language model says of a change, named as such, above the difference it is about; or why it says nothing.
import type { ReactNode } from 'react';
import type { ModelSummaryView } from '../../api/schemas/change/model-summary.ts';
import { Note } from '../ui/card.tsx';

export function ModelSummary({ summary }: { readonly summary: ModelSummaryView }): ReactNode {
  if (summary === null) return null;
  if (summary.text === null)
    return <p className="text-s text-ink-3">No sentence of a language model: {summary.why}.</p>;
  return (
    <Note tone="var(--accent)" title="A language model says:">
      <bdi className="[overflow-wrap:anywhere]">“{summary.text}”</bdi>{' '}
      <span className="text-s text-ink-3">({summary.model}; the difference below is what counts)</span>
    </Note>
  );
}
