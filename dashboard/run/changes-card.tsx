// What a run found, in words: a line for each thing that can be told of it, the gravest first, and the way to its changes.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import type { RunChangesView } from '../../api/schemas/run/run-changes.ts';
import { counted } from '../../domain/system/counted.ts';
import { Card } from '../ui/card.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Severity } from '../ui/state-badge.tsx';
import { useRunChanges } from './use-run.ts';

const SHOWN = 8;

export function ChangesCard({ run }: { readonly run: RunView }): ReactNode {
  const changes = useRunChanges(run.runId);
  if (changes.data === undefined && changes.error === null) return null;
  if (changes.data === undefined)
    return (
      <Card title="What changed">
        <ProblemNote error={changes.error} retry={() => void changes.refetch()} />
      </Card>
    );
  return changes.data.total === 0 ? null : <Found found={changes.data} />;
}

function Found({ found }: { readonly found: RunChangesView }): ReactNode {
  const { runId, topics, total, atLeast, pending } = found;
  return (
    <Card title="What changed" aside={`${counted(total, 'change')}${atLeast ? ' and more' : ''}`}>
      <ul className="grid gap-1.5">
        {topics.slice(0, SHOWN).map(({ words, severity, changeIds }) => (
          <li key={words} className="grid grid-cols-[3.75rem_minmax(0,1fr)] items-baseline gap-x-3">
            <Severity severity={severity} />
            <Topic words={words} changeIds={changeIds} />
          </li>
        ))}
      </ul>
      {topics.length > SHOWN ? (
        <p className="mt-1.5 text-s text-ink-3">and {counted(topics.length - SHOWN, 'other thing')}</p>
      ) : null}
      <p className="mt-3 flex flex-wrap gap-x-3 text-s text-ink-3">
        <Link to="/changes" search={{ runId, inbox: 'all' }} className="py-0.5 text-accent hover:underline">
          All changes of this run
        </Link>
        {pending === 0 ? null : (
          <span className="py-0.5">{counted(pending, 'change')} before a second look</span>
        )}
      </p>
    </Card>
  );
}

/** What is of one page leads to it. */
function Topic({
  words,
  changeIds,
}: Pick<RunChangesView['topics'][number], 'words' | 'changeIds'>): ReactNode {
  const [only, ...others] = changeIds;
  const text = <bdi className="[overflow-wrap:anywhere]">{words}</bdi>;
  if (only === undefined || others.length > 0) return text;
  return (
    <Link to="/changes/$changeId" params={{ changeId: only }} className="hover:text-accent hover:underline">
      {text}
    </Link>
  );
}
