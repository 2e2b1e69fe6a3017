// What a run does or waits for right now: each brake with how long it lasts and what can be done.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { toldReasons } from '../../domain/job/outlook/told-reasons.ts';
import { Card } from '../ui/card.tsx';
import { ProblemNote } from '../ui/empty-state.tsx';
import { Marked } from '../ui/marked.tsx';
import { Countdown } from '../ui/moment.tsx';
import { useWhyIdle } from './use-run.ts';

export function Idle({ run }: { readonly run: RunView }): ReactNode {
  const isLive = run.finishedAt === null;
  const why = useWhyIdle(run.runId, isLive);
  if (!isLive || (why.data === undefined && why.error === null)) return null;
  return (
    <Card title={why.data?.idle === true ? 'Why nothing moves' : 'What it does now'}>
      {why.data === undefined ? (
        <ProblemNote error={why.error} retry={() => void why.refetch()} />
      ) : (
        <ul className="grid gap-2.5">
          {toldReasons(why.data.reasons).map(({ code, detail, until, remedy, host }) => (
            <li key={`${code} ${host ?? ''} ${detail}`} className="text-s">
              <span dir="auto">
                <Marked text={detail} />
              </span>
              {until === null ? null : (
                <span className="text-ink-2">
                  {' '}
                  Goes on <Countdown at={until} />.
                </span>
              )}
              {remedy === null ? null : (
                <span className="block text-ink-2">
                  → <Marked text={remedy} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
