// The button that fetches the failed pages of an ended run again, with the question before it.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ReplayForecast, RerunAnswer } from '../../api/schemas/recovery/dead-letter.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { ask, part } from '../api/ask.ts';
import { freshKey } from '../api/fresh-key.ts';
import { counted } from '../appearance/format.ts';
import { canReplay, forecastLines } from '../dead-letter-list/letter-words.ts';
import { ForecastList } from '../dead-letter-list/replay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { tell } from '../ui/toast.tsx';

export function Rerun({ run }: { readonly run: RunView }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const { failed } = run.ledger;
  if (run.finishedAt === null || failed === 0) return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>Fetch the {counted(failed, 'failed page')} again</Button>
      {isAsked ? <RerunDialog run={run} close={() => setAsked(false)} /> : null}
    </>
  );
}

function RerunDialog({ run, close }: { readonly run: RunView; readonly close: () => void }): ReactNode {
  const navigate = useNavigate();
  const [isSent, setSent] = useState(false);
  const path = `/v1/runs/${part(run.runId)}/rerun`;
  const { data, error } = useQuery({
    queryKey: ['run', run.runId, 'rerun'],
    queryFn: ({ signal }) => ask<ReplayForecast>(`${path}-forecast`, { method: 'POST', body: {}, signal }),
    retry: false,
  });
  const begin = async (): Promise<void> => {
    setSent(true);
    try {
      const headers = { 'idempotency-key': freshKey() };
      const { runId } = await ask<RerunAnswer>(path, { method: 'POST', body: {}, headers });
      await navigate({ to: '/runs/$runId', params: { runId } });
    } catch (refused) {
      tell(refused instanceof Error ? refused.message : 'It could not be begun.', { tone: 'refused' });
    }
    close();
  };
  const isPossible =
    data !== undefined && canReplay(data) && data.jobs.every(({ refusal }) => refusal === null);
  return (
    <Modal
      alert
      title="Fetch only the failed pages again?"
      close={close}
      actions={
        <>
          <Button onClick={close}>Leave them as they are</Button>
          <Button kind="primary" disabled={!isPossible || isSent} onClick={() => void begin()}>
            Fetch them again
          </Button>
        </>
      }
    >
      {error === null ? null : <ProblemNote error={error} />}
      {data === undefined && error === null ? <Loading rows={2} label="Looking at what it takes" /> : null}
      {data === undefined ? null : <ForecastList lines={forecastLines(data)} />}
    </Modal>
  );
}
