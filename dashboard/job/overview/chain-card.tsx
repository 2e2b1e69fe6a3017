// The jobs beside this one in a chain: after whose runs it starts, and which jobs start after its own.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutlookView } from '../../../api/schemas/job-detail/outlook.ts';
import { Card } from '../../ui/card.tsx';

type Neighbour = OutlookView['starts'][number];

const WHEN: Readonly<Record<Neighbour['when'], string>> = {
  completed: 'after every run that completes',
  changes: 'when a run has found changes',
  'new-pages': 'when a run has found new pages',
};

export function ChainCard({ outlook: { starts, follows } }: { readonly outlook: OutlookView }): ReactNode {
  if (starts.length + follows.length === 0) return null;
  return (
    <Card title="Jobs before and after">
      <Neighbours title="It starts after" jobs={follows} />
      <Neighbours title="After it start" jobs={starts} />
    </Card>
  );
}

function Neighbours({
  title,
  jobs,
}: {
  readonly title: string;
  readonly jobs: readonly Neighbour[];
}): ReactNode {
  if (jobs.length === 0) return null;
  return (
    <section className="mt-2 first:mt-0" aria-label={title}>
      <h3 className="text-s text-ink-2">{title}</h3>
      <ul className="mt-1 grid gap-1">
        {jobs.map(({ jobId, name, when }) => (
          <li key={jobId} dir="auto" className="[overflow-wrap:anywhere]">
            {name === null ? (
              <span className="text-ink-2">a job that was removed</span>
            ) : (
              <Link
                to="/jobs/$jobId"
                params={{ jobId }}
                className="inline-block min-h-6 font-[540] hover:text-accent"
              >
                {name}
              </Link>
            )}{' '}
            <span className="text-s text-ink-2">{WHEN[when]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
