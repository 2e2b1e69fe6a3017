// The job that came of a wish in plain words, as one more suggestion of the wizard, and what the draft has of it.
import type { AskedSuggestionView } from '../../../../api/schemas/preview/ask.ts';
import type { PreviewView } from '../../../../api/schemas/preview/preview.ts';
import type { JobInput } from '../../../../domain/config/schema.ts';
import type { AskedJob, Draft } from '../draft.ts';
import { tellingOf } from '../price/price-telling.ts';

type Suggestion = PreviewView['suggestions'][number];

export const AS_SAID = 'What you said';

/** Those of the page, after the one that was said. */
export function withAsked(suggestions: readonly Suggestion[], asked: AskedJob | null): readonly Suggestion[] {
  if (asked === null || suggestions.length === 0) return suggestions;
  const kind = watchesPrice(asked.job) ? 'price' : 'text';
  const job = { ...withoutScope(toInput(asked.job)) };
  return [{ kind, title: AS_SAID, why: `“${asked.wish}”`, job }, ...suggestions];
}

/** The parts are those of the draft, in which they can be taken away again. */
function withoutScope(job: JobInput): JobInput {
  const { scope: _scope, ...changes } = job.config.changes ?? {};
  return { ...job, config: { ...job.config, changes } };
}

/** Null: nothing was found that could be filled in. */
export function draftOfAsked({ job }: AskedSuggestionView, wish: string): Partial<Draft> | null {
  if (job === null) return null;
  const { changes = {}, schedule } = toInput(job).config;
  return {
    asked: { wish, job },
    choice: AS_SAID,
    name: null,
    include: [...(changes.scope?.include ?? [])],
    exclude: [...(changes.scope?.exclude ?? [])],
    price: watchesPrice(job) ? tellingOf(changes.priceRules ?? [], '') : null,
    scheduleText: null,
    schedule: schedule ?? null,
  };
}

function watchesPrice(job: AskedJob['job']): boolean {
  return toInput(job).config.changes?.watch === 'price-and-stock';
}

/** The API describes it as a job that POST /v1/jobs takes. */
function toInput(job: AskedJob['job']): JobInput {
  return job as unknown as JobInput;
}
