// The sentence of a language model about a change as the API shows it, and why there is none.
import type { InboxChange } from '../../domain/page/inbox.ts';
import type { ModelSummaryView } from '../schemas/change/model-summary.ts';

/** Null: no change is shown. */
export function toModelSummaryView(change: Pick<InboxChange, 'modelSummary'> | null): ModelSummaryView {
  const summary = change?.modelSummary;
  if (summary === undefined) return null;
  switch (summary.state) {
    case 'waiting':
      return { text: null, model: null, why: 'the model has not answered yet' };
    case 'written':
      return { text: summary.text, model: summary.model, why: null };
    case 'none':
      return { text: null, model: null, why: summary.detail };
  }
}
