// The button that fetches the failed pages of an ended run again, with the question before it.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { RunView } from '../../api/schemas/run/run.ts';
import { ask, segment } from '../api/ask.ts';
import { freshKey } from '../api/fresh-key.ts';
import { counted } from '../../domain/system/counted.ts';
import { ForecastDialog } from './dead-letter-list/forecast-dialog.tsx';
import { canReplay } from './dead-letter-list/letter-words.ts';
import { Button } from '../ui/button.tsx';

export function Rerun({ run }: { readonly run: RunView }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const { failed } = run.ledger;
  if (run.finishedAt === null || failed === 0) return null;
  return (
    <>
      <Operators>
        <Button onClick={() => setAsked(true)}>Fetch the {counted(failed, 'failed page')} again</Button>
      </Operators>
      {isAsked ? <RerunDialog run={run} close={() => setAsked(false)} /> : null}
    </>
  );
}

function RerunDialog({ run, close }: { readonly run: RunView; readonly close: () => void }): ReactNode {
  const navigate = useNavigate();
  const path = `/v1/runs/${segment(run.runId)}/rerun` as const;
  const forecast = useQuery({
    queryKey: ['run', run.runId, 'rerun'],
    queryFn: ({ signal }) => ask(`${path}-forecast`, { method: 'POST', body: {}, signal }),
    retry: false,
  });
  const begin = async (): Promise<void> => {
    const headers = { 'idempotency-key': freshKey() };
    const { runId } = await ask(path, { method: 'POST', body: {}, headers });
    await navigate({ to: '/runs/$runId', params: { runId } });
  };
  return (
    <ForecastDialog
      title="Fetch only the failed pages again?"
      forecast={forecast}
      isPossible={(found) => canReplay(found) && found.jobs.every(({ refusal }) => refusal === null)}
      verb="Fetch them again"
      begin={begin}
      close={close}
    />
  );
}
