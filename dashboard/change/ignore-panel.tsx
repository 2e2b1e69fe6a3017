// From a selected text to a rule: each choice says how many of the last changes would have been silent, and which.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { IgnoreAnswer } from '../../api/schemas/change/change-rule.ts';
import { ask, segment } from '../api/ask.ts';
import { isProblem } from '../api/problem.ts';
import { counted } from '../../domain/system/counted.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { Loading, ProblemNote } from '../ui/empty-state.tsx';
import { Modal } from '../ui/modal.tsx';
import { Moment } from '../ui/moment.tsx';
import { tell } from '../ui/toast.tsx';

export interface UnwantedText {
  readonly text?: string;
  readonly path?: string;
}

interface IgnorePanelProps {
  readonly changeId: string;
  readonly unwanted: UnwantedText;
  readonly close: () => void;
}

type Suggestion = IgnoreAnswer['suggestions'][number];

export function IgnorePanel({ changeId, unwanted, close }: IgnorePanelProps): ReactNode {
  const [chosen, setChosen] = useState(0);
  const answer = useQuery({
    queryKey: ['change', changeId, 'ignore', unwanted],
    queryFn: ({ signal }) =>
      ask(`/v1/changes/${segment(changeId)}/ignore-suggestions`, {
        method: 'POST',
        body: unwanted,
        signal,
      }),
    retry: false,
  });
  const suggestion = answer.data?.suggestions[chosen];
  const save = useSave(answer.data, close);
  return (
    <Modal
      title="Ignore this kind of change"
      close={close}
      wide
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={suggestion === undefined || save.isPending}
            onClick={() => {
              if (suggestion !== undefined) save.mutate(suggestion);
            }}
          >
            Save the rule
          </Button>
        </>
      }
    >
      {answer.isPending ? <Loading rows={4} label="Trying rules on the last changes" /> : null}
      {answer.isError ? <ProblemNote error={answer.error} retry={() => void answer.refetch()} /> : null}
      {answer.data === undefined ? null : (
        <Suggestions answer={answer.data} chosen={chosen} choose={setChosen} />
      )}
    </Modal>
  );
}

function useSave(answer: IgnoreAnswer | undefined, close: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ changes }: Suggestion) =>
      ask(`/v1/jobs/${segment(answer?.jobId ?? '')}`, {
        method: 'PATCH',
        body: { config: { changes } },
        headers: { 'if-match': `"${answer?.version ?? 0}"` },
      }),
    onSuccess: () => {
      tell('The rule is saved. Runs that begin from now on use it.');
      void queries.invalidateQueries({ queryKey: ['job', answer?.jobId ?? ''] });
      close();
    },
    onError: (error) => {
      const isStale = isProblem(error) && error.status === 412;
      const why = isStale
        ? 'Somebody changed the job meanwhile. Close this and try again.'
        : String(error.message);
      tell(`The rule was not saved. ${why}`, { tone: 'refused' });
    },
  });
}

function Suggestions({
  answer,
  chosen,
  choose,
}: {
  readonly answer: IgnoreAnswer;
  readonly chosen: number;
  readonly choose: (at: number) => void;
}): ReactNode {
  const { text, suggestions } = answer;
  const present = suggestions[chosen];
  if (suggestions.length === 0)
    return <Note title="The job ignores this already.">Nothing is left to suggest for this text.</Note>;
  return (
    <>
      <p className="mb-3 text-ink-2">
        The rules below are made from{' '}
        <q>
          <bdi>{text}</bdi>
        </q>
        : select another text before opening this for other ones.
      </p>
      <fieldset className="grid gap-2">
        <legend className="sr-only">Which rule</legend>
        {suggestions.map((suggestion, at) => (
          <div
            key={suggestion.kind}
            className={`flex items-start gap-3 rounded-m border p-3 ${at === chosen ? 'border-accent bg-accent-soft' : 'border-line'}`}
          >
            <input
              type="radio"
              name="rule"
              id={`rule-${suggestion.kind}`}
              checked={at === chosen}
              onChange={() => choose(at)}
              className="mt-1 size-4 shrink-0 accent-(--accent)"
            />
            <div className="min-w-0">
              <label htmlFor={`rule-${suggestion.kind}`} className="block cursor-pointer font-[560]">
                {suggestion.title}
              </label>
              <code className="block font-mono text-s [overflow-wrap:anywhere] text-ink-2" dir="auto">
                {suggestion.rule}
              </code>
              <p className="text-s">{verdictOf(suggestion)}</p>
            </div>
          </div>
        ))}
      </fieldset>
      {present === undefined || present.items.length === 0 ? null : <Judged suggestion={present} />}
    </>
  );
}

function verdictOf({ silenced, judged }: Suggestion): string {
  if (judged === 0) return 'Nothing can be said of the past: no stored version could be judged by it.';
  if (judged === 1) return `The only change so far would ${silenced === 1 ? '' : 'not '}have been silent.`;
  return `${silenced} of the last ${counted(judged, 'change')} would have been silent.`;
}

function Judged({ suggestion: { items } }: { readonly suggestion: Suggestion }): ReactNode {
  return (
    <details className="mt-3 text-s">
      <summary className="min-h-6 cursor-pointer text-ink-2">Which ones</summary>
      <ul className="mt-1.5 grid gap-1.5">
        {items.map(({ changeId, at, summary, silenced }) => (
          <li key={changeId} className="flex gap-2">
            <span className={`w-14 shrink-0 ${silenced ? 'text-ink-3' : 'font-[560]'}`}>
              {silenced ? 'silent' : 'told'}
            </span>
            <span className="min-w-0 flex-1" dir="auto">
              {summary}
            </span>
            <span className="text-ink-3">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
