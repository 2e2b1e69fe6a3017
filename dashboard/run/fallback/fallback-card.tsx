// What a run did in another way than was meant: one sentence for each kind, the first page it happened on, and a way to all.
import type { ReactNode } from 'react';
import type { RunView } from '../../../api/schemas/run/run.ts';
import { useFilter } from '../../ui/list/use-filter.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { Marked } from '../../ui/marked.tsx';
import { Moment } from '../../ui/moment.tsx';

type Fallback = RunView['fallbacks'][number];

export function FallbackCard({ run: { fallbacks } }: { readonly run: RunView }): ReactNode {
  if (fallbacks.length === 0) return null;
  return (
    <Card title="Done in another way">
      <ul className="divide-y divide-line">
        {fallbacks.map((fallback) => (
          <FallbackRow key={fallback.kind} fallback={fallback} />
        ))}
      </ul>
    </Card>
  );
}

function FallbackRow({ fallback }: { readonly fallback: Fallback }): ReactNode {
  const { kind, unit, text, means, since, example, remedy } = fallback;
  const set = useFilter();
  return (
    <li className="py-2.5">
      {unit === 'page' ? (
        <button
          type="button"
          className="min-h-6 text-left font-[550] hover:text-accent hover:underline"
          title="Show these pages"
          onClick={() => set({ fallback: kind, outcome: '', reason: '' })}
        >
          {text}
        </button>
      ) : (
        <p className="font-[550]">{text}</p>
      )}
      <p className="text-s text-ink-2">{means}</p>
      <p className="text-s text-ink-3" dir="auto">
        First <Moment at={since} />: <Example example={example} /> {example.detail}
      </p>
      {remedy === null ? null : (
        <p className="text-s text-ink-2">
          → <Marked text={remedy} />
        </p>
      )}
    </li>
  );
}

/** A page opens its story; a document of the source has none. */
function Example({ example: { url, urlKey } }: { readonly example: Fallback['example'] }): ReactNode {
  const set = useFilter();
  if (urlKey === null) return <span className="break-all">{url}.</span>;
  return (
    <button
      type="button"
      className="inline-block min-h-6 max-w-full text-left leading-6 hover:text-accent hover:underline"
      onClick={() => set({ page: urlKey })}
    >
      <CutText text={url} />
    </button>
  );
}
