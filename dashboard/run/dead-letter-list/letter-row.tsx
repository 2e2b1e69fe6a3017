// One dead letter: what it is about, why it was given up, and behind it what was to be done and what can be done now.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { callerWords } from '../../../domain/system/access/caller-words.ts';
import { Operators } from '../../ui/field/operators.tsx';
import type { LetterDetail, LetterView } from '../../../api/schemas/recovery/dead-letter.ts';
import { segment } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { counted } from '../../../domain/system/counted.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { FoldRow, StateMark } from '../../ui/list/fold-row.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { EditForm } from './edit-form.tsx';
import { STATE_TONES, STATE_WORDS, subjectOf, whyGivenUp } from './letter-words.ts';

interface LetterRowProps {
  readonly of: LetterView;
  readonly replay: () => void;
  readonly discard: () => void;
}

export function LetterRow({ of, replay, discard }: LetterRowProps): ReactNode {
  const { state, lastAt, jobName, times } = of;
  return (
    <FoldRow
      columns="desk:grid-cols-[minmax(0,1fr)_14rem_8rem_7rem]"
      head={
        <>
          <span className="grid min-w-0 gap-0.5">
            <CutText text={subjectOf(of)} className="font-[580]" />
            <CutText text={whyGivenUp(of)} className="text-s text-ink-2" />
          </span>
          <CutText text={jobName ?? '–'} className="text-s text-ink-2" />
          <StateMark tone={STATE_TONES[state]}>
            {STATE_WORDS[state]}
            {times > 1 ? `, ${times}×` : ''}
          </StateMark>
          <span className="text-s text-ink-3">
            <Moment at={lastAt} />
          </span>
        </>
      }
    >
      {() => <Details of={of} replay={replay} discard={discard} />}
    </FoldRow>
  );
}

function Details({ of, replay, discard }: LetterRowProps): ReactNode {
  const { letterId, state } = of;
  const [isEditing, setEditing] = useState(false);
  const letter = useAsk(['dead-letters', letterId], `/v1/dead-letters/${segment(letterId)}`);
  if (letter.data === undefined)
    return letter.error === null ? <Loading rows={2} /> : <ProblemNote error={letter.error} />;
  const isReady = state === 'open' || state === 'discarded';
  return (
    <div className="grid gap-3 px-4 pt-2 pb-4 text-s">
      <p className="text-ink-2">
        {of.means} Its code, for the filter above: <code className="font-mono">{of.reason}</code>.
      </p>
      <p dir="auto">{of.detail}</p>
      <Facts of={letter.data} />
      {isEditing ? (
        <EditForm of={letter.data} close={() => setEditing(false)} />
      ) : (
        <Payload of={letter.data} />
      )}
      {isReady && !isEditing ? (
        <Operators instead={<p className="text-ink-2">An operator tries it again or discards it.</p>}>
          <p className="flex flex-wrap gap-2">
            <Button onClick={replay}>Try again</Button>
            <Button kind="quiet" onClick={() => setEditing(true)}>
              Edit
            </Button>
            {state === 'open' ? (
              <Button kind="quiet" onClick={discard}>
                Discard
              </Button>
            ) : null}
          </p>
        </Operators>
      ) : null}
    </div>
  );
}

function Facts({ of }: { readonly of: LetterDetail }): ReactNode {
  const {
    firstAt,
    lastAt,
    attempts,
    times,
    runId,
    jobId,
    replayRunId,
    by,
    movedAt,
    deliveryId,
    isEdited,
    state,
  } = of;
  return (
    <ul className="grid gap-1">
      <li>
        {attempts === 0 ? 'No attempt of its own' : counted(attempts, 'attempt')}, given up{' '}
        {counted(times, 'time')}: first at <FullMoment at={firstAt} />, last at <FullMoment at={lastAt} />.
      </li>
      <li>
        {STATE_WORDS[state]} since <FullMoment at={movedAt} />
        {by === null ? '' : `; last acted on by ${callerWords(by)}`}
        {isEdited ? '; edited' : ''}.
      </li>
      <li className="flex flex-wrap gap-x-4">
        {jobId === null ? null : <RowLink to={`/jobs/${jobId}`}>Job</RowLink>}
        {runId === null ? null : <RowLink to={`/runs/${runId}`}>Run in which it failed</RowLink>}
        {replayRunId === null ? null : <RowLink to={`/runs/${replayRunId}`}>Run that tries it again</RowLink>}
        {deliveryId === null ? null : <RowLink to="/deliveries">What was sent</RowLink>}
      </li>
    </ul>
  );
}

function RowLink({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to={to} className="text-accent hover:underline">
      {children}
    </Link>
  );
}

function Payload({ of }: { readonly of: LetterDetail }): ReactNode {
  const { text, encoding, isCut } = of.payload;
  const as = encoding === 'base64' ? ' (bytes that are no text, as base64)' : '';
  return (
    <div className="grid gap-1">
      <p className="text-ink-2">
        What was to be done{as}
        {isCut ? ', its beginning' : ''}
      </p>
      <pre className="max-h-60 overflow-auto rounded-m border border-line bg-sunk p-2 font-mono text-xs whitespace-pre-wrap break-all">
        {text}
      </pre>
    </div>
  );
}
