// On how many pages a field was found: a bar and the numbers.
import type { ReactNode } from 'react';
import type { FieldHitsView } from '../../api/schemas/job-detail/field.ts';
import { formatCount } from '../ui/appearance/format.ts';

export function HitRate({ field }: { readonly field: FieldHitsView['items'][number] }): ReactNode {
  const { found, pages, hitRate, missing } = field;
  const tone = missing > 0 ? 'var(--st-failed)' : hitRate === 1 ? 'var(--st-running)' : 'var(--st-paused)';
  return (
    <span className="inline-flex items-center gap-2 text-s whitespace-nowrap text-ink-2">
      <span aria-hidden="true" className="inline-block h-1.5 w-20 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full"
          style={{ width: `${Math.round((hitRate ?? 0) * 100)}%`, background: tone }}
        />
      </span>
      {formatCount(found)} of {formatCount(pages)}
    </span>
  );
}
