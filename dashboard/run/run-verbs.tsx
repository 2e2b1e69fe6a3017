// What can be asked of a run that goes on: pause and resume of its job, a stop of the job or of this run alone,
// and a stop by force while its grace runs.
import { type ReactNode, useState } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { RunView } from '../../api/schemas/run/run.ts';
import { MendDialog } from '../verb/mend/mend-dialog.tsx';
import type { MenuAction } from '../ui/menu.tsx';
import { Grace } from '../verb/grace-ring.tsx';
import { stakesOf } from '../verb/question-words.ts';
import { useStopRun } from '../verb/use-stop-run.ts';
import { VerbButtons, VerbKeys } from '../verb/verb-buttons.tsx';
import { DangerQuestion } from '../verb/verb-dialog.tsx';

interface RunVerbsProps {
  readonly run: RunView;
  readonly job: JobView | undefined;
}

type RunQuestion = 'stop-run' | 'force-stop-run';
type Asked = RunQuestion | 'rollback' | 'undo-rollback';

export function RunVerbs({ run, job }: RunVerbsProps): ReactNode {
  const [asked, setAsked] = useState<Asked | null>(null);
  if (job === undefined) return null;
  const isHeld = job.activeRun?.runId === run.runId;
  const more: MenuAction[] = isHeld
    ? [
        { id: 'stop-run', label: 'Stop this run alone', run: () => setAsked('stop-run') },
        {
          id: 'force-stop-run',
          label: 'Force stop this run',
          run: () => setAsked('force-stop-run'),
          danger: true,
        },
      ]
    : mendActions(run, setAsked);
  return (
    <>
      <VerbKeys group="Run" job={job} allowed={job.allowedTransitions} />
      <VerbButtons job={job} allowed={job.allowedTransitions} more={more} />
      <AskedDialog run={run} asked={asked} close={() => setAsked(null)} />
    </>
  );
}

/** Of a run that is over: it can be rolled back, or its roll-back undone. */
function mendActions(
  { finishedAt, mend }: RunView,
  request: (asked: 'rollback' | 'undo-rollback') => void,
): MenuAction[] {
  if (finishedAt === null) return [];
  if (mend?.kind === 'rollback')
    return [{ id: 'undo-rollback', label: 'Undo the roll-back…', run: () => request('undo-rollback') }];
  if (mend !== null) return [];
  return [{ id: 'rollback', label: 'Roll back…', run: () => request('rollback'), danger: true }];
}

function AskedDialog({
  run,
  asked,
  close,
}: Omit<QuestionDialogProps, 'asked'> & { readonly asked: Asked | null }): ReactNode {
  const { runId, seq } = run;
  switch (asked) {
    case null:
      return null;
    case 'rollback':
      return <MendDialog title={`Roll back run ${seq}?`} subject={{ kind: 'run', runId }} close={close} />;
    case 'undo-rollback':
      return (
        <MendDialog
          title={`Undo the roll-back of run ${seq}?`}
          subject={{ kind: 'undo', runId }}
          close={close}
        />
      );
    default:
      return <RunQuestionDialog run={run} asked={asked} close={close} />;
  }
}

interface QuestionDialogProps {
  readonly run: RunView;
  readonly asked: RunQuestion;
  readonly close: () => void;
}

function RunQuestionDialog({ run, asked, close }: QuestionDialogProps): ReactNode {
  const { mutate } = useStopRun();
  const isForce = asked === 'force-stop-run';
  return (
    <DangerQuestion
      title={isForce ? `Force stop run ${run.seq}?` : `Stop run ${run.seq} alone?`}
      lines={stakesOf(asked, { job: null, run })}
      verb={isForce ? 'Force stop' : 'Stop this run'}
      act={() => mutate({ runId: run.runId, force: isForce })}
      close={close}
    />
  );
}

/** The countdown of a run that is being stopped. */
export function RunGrace({ run }: { readonly run: RunView }): ReactNode {
  const { mutate } = useStopRun();
  if (run.state !== 'stopping' || run.graceEndsAt === null) return null;
  return (
    <Grace
      endsAt={run.graceEndsAt}
      graceMs={run.graceMs}
      inFlight={run.ledger.inFlight}
      force={() => mutate({ runId: run.runId, force: true })}
    />
  );
}
