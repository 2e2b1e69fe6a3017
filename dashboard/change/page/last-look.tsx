// How the last run of the job ended for this page, and why, as the run's own story tells it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { isProblem } from '../../api/problem.ts';
import { Card } from '../../ui/card.tsx';
import { NoAnswer } from '../../ui/empty-state.tsx';

export function LastLook({
  runId,
  urlKey,
}: {
  readonly runId: string | null;
  readonly urlKey: string;
}): ReactNode {
  const story = useAsk(
    ['run', runId, 'page', urlKey],
    `/v1/runs/${segment(runId ?? '')}/pages/${segment(urlKey)}`,
    { enabled: runId !== null, retry: false },
  );
  const isUnknown = isProblem(story.error) && story.error.code === 'not-found';
  return (
    <Card
      title="How the last run ended for it"
      aside={
        runId === null ? undefined : (
          <Link to="/runs/$runId" params={{ runId }} className="text-accent">
            The run
          </Link>
        )
      }
    >
      {runId === null || isUnknown ? (
        <p className="text-ink-2">The last run has not looked at this page.</p>
      ) : story.data !== undefined ? (
        <ul className="grid gap-1.5">
          {story.data.story.map((line) => (
            <li key={line} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      ) : (
        <NoAnswer of={story} rows={3} />
      )}
    </Card>
  );
}
