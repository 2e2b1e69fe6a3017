// Why the pages of a run ended as they did: each reason with its meaning, its remedy and pages as evidence.
import type { ReactNode } from 'react';
import type { RunReasonsView } from '../../api/schemas/run/run-work.ts';
import { formatCount } from '../ui/appearance/format.ts';
import { CutText } from '../ui/cut-text.tsx';
import { Marked } from '../ui/marked.tsx';
import { useFilter } from '../ui/list/use-filter.ts';

type Reason = RunReasonsView['items'][number];

const COLOURS: Readonly<Record<string, string>> = {
  stored: 'var(--lg-stored)',
  unchanged: 'var(--lg-unchanged)',
  failed: 'var(--lg-failed)',
  skipped: 'var(--lg-skipped)',
};

export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }): ReactNode {
  return (
    <ul className="divide-y divide-line">
      {reasons.map((reason) => (
        <ReasonRow key={reason.code} reason={reason} />
      ))}
    </ul>
  );
}

function ReasonRow({ reason }: { readonly reason: Reason }): ReactNode {
  const { code, count, outcome, means, remedy, examples } = reason;
  const set = useFilter();
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-2.5">
      <span className="flex items-baseline gap-2">
        <i
          aria-hidden="true"
          className="inline-block size-[9px] rounded-[2px]"
          style={{ background: COLOURS[outcome] ?? 'var(--line-strong)' }}
        />
        <b className="min-w-8 text-right font-[580]">{formatCount(count)}</b>
      </span>
      <div className="min-w-0">
        <button
          type="button"
          className="min-h-6 text-left font-[550] hover:text-accent hover:underline"
          title={`Show the pages that ended as ${code}`}
          onClick={() => set({ reason: code, outcome: '' })}
        >
          {means === '' ? code : means}
        </button>
        {remedy === null ? null : (
          <p className="text-s text-ink-2">
            → <Marked text={remedy} />
          </p>
        )}
        {outcome === 'failed' || outcome === 'skipped' ? (
          <ul className="mt-1 text-s text-ink-3">
            {examples.map(({ urlKey, url, detail }) => (
              <li key={urlKey} dir="auto">
                <button
                  type="button"
                  className="inline-block min-h-6 max-w-full text-left leading-6 hover:text-accent hover:underline"
                  onClick={() => set({ page: urlKey })}
                >
                  <CutText text={url} />
                </button>
                {detail === null ? '' : ` ${detail}`}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}
