// The question before a stop, a stop by force, an archive or a removal: what becomes of pages in flight, of the schedule and
// of what is stored.
import type { ReactNode } from 'react';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { useJob } from '../api/use-job.ts';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/modal.tsx';
import { type Stakes, stakesOf } from './question-words.ts';
import { VERB_WORDS, type Verb, type VerbJob } from './verb.ts';

interface VerbDialogProps {
  readonly job: VerbJob;
  readonly verb: Verb;
  readonly close: () => void;
  readonly confirm: (verb: Verb) => void;
}

export function VerbDialog({ job, verb, close, confirm }: VerbDialogProps): ReactNode {
  const stakes = useStakes(job.jobId, verb);
  const isRunning = stakes.run !== null;
  return (
    <Question
      title={`${VERB_WORDS[verb]} “${job.name}”?`}
      lines={stakesOf(verb, stakes)}
      close={close}
      actions={
        <>
          {verb === 'stop' && isRunning ? (
            <Button kind="quiet" onClick={() => confirm('force-stop')}>
              Force stop
            </Button>
          ) : null}
          <Button kind="danger" autoFocus onClick={() => confirm(verb)}>
            {VERB_WORDS[verb]}
          </Button>
        </>
      }
    />
  );
}

/** The job, the run it holds and what it stores, as they are now. */
function useStakes(jobId: string, verb: Verb): Stakes {
  const job = useJob(jobId);
  const runId = job.data?.activeRun?.runId ?? null;
  const run = useAsk(['run', runId], `/v1/runs/${segment(runId ?? '')}`, { enabled: runId !== null });
  const storage = useAsk(['job', jobId, 'storage'], `/v1/jobs/${segment(jobId)}/storage`, {
    enabled: verb === 'archive',
  });
  return { job: job.data ?? null, run: run.data ?? null, storage: storage.data ?? null };
}

interface QuestionProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly close: () => void;
  /** The buttons that go on. */
  readonly actions: ReactNode;
}

function Question({ title, lines, close, actions }: QuestionProps): ReactNode {
  return (
    <Modal
      alert
      title={title}
      close={close}
      actions={
        <>
          <Button onClick={close}>Leave it as it is</Button>
          {actions}
        </>
      }
    >
      <ul className="grid gap-2 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Modal>
  );
}

interface DangerQuestionProps extends Omit<QuestionProps, 'actions'> {
  /** The word on the button that goes on. */
  readonly verb: string;
  readonly act: () => void;
}

/** A question with one way on; it is closed before that is gone. */
export function DangerQuestion({ verb, act, ...question }: DangerQuestionProps): ReactNode {
  return (
    <Question
      {...question}
      actions={
        <Button
          kind="danger"
          autoFocus
          onClick={() => {
            question.close();
            act();
          }}
        >
          {verb}
        </Button>
      }
    />
  );
}
