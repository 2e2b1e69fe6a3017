// The runs before and behind a run: which one started it, which it started, and why a job that was to follow did not.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { Card } from '../ui/card.tsx';
import { Fact, Facts } from '../ui/facts.tsx';

const LINK = 'py-0.5 text-accent hover:underline';

export function Chain({ run }: { readonly run: RunView }): ReactNode {
  const { parent, dependents, rootRunId, runId } = run;
  if (parent === null && dependents.length === 0) return null;
  return (
    <Card title="Before and after it">
      <Facts>
        {parent === null ? null : (
          <Fact name="Started by">
            <Parent parent={parent} />
          </Fact>
        )}
        {dependents.map((start) => (
          <Fact key={start.jobId} name={start.jobName}>
            {start.runId === null ? (
              start.detail
            ) : (
              <Link to="/runs/$runId" params={{ runId: start.runId }} className={LINK}>
                {start.detail}
              </Link>
            )}
          </Fact>
        ))}
      </Facts>
      <p className="mt-3 text-s">
        <Link to="/runs" search={{ chain: rootRunId ?? runId }} className={LINK}>
          All runs of this chain
        </Link>
      </p>
    </Card>
  );
}

function Parent({ parent }: { readonly parent: NonNullable<RunView['parent']> }): ReactNode {
  const { runId, jobName, pages } = parent;
  return (
    <>
      <Link to="/runs/$runId" params={{ runId }} className={LINK}>
        {jobName === null ? 'a run that is not kept any more' : `a run of ${jobName}`}
      </Link>
      {pages === null ? '' : `, for its ${pages} pages`}
    </>
  );
}
