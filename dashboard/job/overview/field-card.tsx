// The fields a job takes, with how often each is found; absent where it names none.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { HitRate } from '../hit-rate.tsx';

const SHOWN = 8;

export function FieldCard({ jobId }: { readonly jobId: string }): ReactNode {
  const { data, error } = useAsk(['job', jobId, 'fields'], `/v1/jobs/${segment(jobId)}/fields`);
  if (error === null && (data === undefined || data.items.length === 0)) return null;
  return (
    <Card
      title="Fields"
      aside={
        <Link to="/jobs/$jobId/$tab" params={{ jobId, tab: 'fields' }} className="text-accent">
          All fields
        </Link>
      }
    >
      {data === undefined ? (
        <ProblemNote error={error} />
      ) : (
        <ul className="grid gap-2">
          {data.items.slice(0, SHOWN).map((field) => (
            <li key={field.name} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3">
              <CutText text={field.name} />
              <HitRate field={field} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
