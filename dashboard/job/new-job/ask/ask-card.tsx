// A watch in plain words: a language model points to texts of the page, Webloom proves them, and the person takes the job or not.
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { AskedSuggestionView } from '../../../../api/schemas/preview/ask.ts';
import type { PreviewView } from '../../../../api/schemas/preview/preview.ts';
import { MAX_WISH } from '../../../../domain/job/preview/ask/bounds.ts';
import { ask, segment } from '../../../api/ask.ts';
import { useAppearance, zoneOf } from '../../../ui/appearance/appearance.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';
import { TextField } from '../../../ui/field/plain-fields.tsx';
import type { Draft } from '../draft.ts';
import { draftOfAsked } from './asked-job.ts';

/** A model on a machine of one's own takes its time. */
const ANSWER_MS = 95_000;

interface AskCardProps {
  readonly preview: PreviewView;
  readonly onTake: (change: Partial<Draft>) => void;
}

export function AskCard({ preview: { previewId }, onTake }: AskCardProps): ReactNode {
  const [wish, setWish] = useState('');
  const timezone = zoneOf(useAppearance());
  const asking = useMutation({
    mutationFn: (said: string) =>
      ask(`/v1/previews/${segment(previewId)}/ask`, {
        method: 'POST',
        body: { wish: said, timezone },
        deadlineMs: ANSWER_MS,
      }),
  });
  const said = wish.trim();
  const { data, error, isPending, variables = '' } = asking;
  return (
    <Card title="Say it in plain words" aside="a language model points, Webloom proves, you confirm">
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (said !== '' && !isPending) asking.mutate(said);
        }}
      >
        <div className="min-w-60 flex-1">
          <TextField
            label="In your words"
            hint="As “the price of the 500 g bag, twice a day”. These words and the texts of the page go to the language model of this installation."
            maxLength={MAX_WISH}
            value={wish}
            change={setWish}
          />
        </div>
        <Button type="submit" disabled={said === '' || isPending}>
          {isPending ? 'Asking …' : 'Find it'}
        </Button>
      </form>
      {error === null ? null : <ProblemNote error={error} retry={() => asking.mutate(variables)} />}
      {data === undefined ? null : <Answer asked={data} wish={variables} onTake={onTake} />}
    </Card>
  );
}

interface AnswerProps extends Pick<AskCardProps, 'onTake'> {
  readonly asked: AskedSuggestionView;
  readonly wish: string;
}

function Answer({ asked, wish, onTake }: AnswerProps): ReactNode {
  const { found, refused, model, tokens, sent } = asked;
  const draft = draftOfAsked(asked, wish);
  return (
    <div role="status" className="mt-4 grid gap-3">
      {draft === null ? (
        <p>Nothing that the model said could be proved. Say it in other words, or pick the part below.</p>
      ) : (
        <>
          <Findings found={found} />
          <div>
            <Button kind="primary" onClick={() => onTake(draft)}>
              Fill it in below
            </Button>
          </div>
        </>
      )}
      {refused.length === 0 ? null : <Refusals refused={refused} isOpen={draft === null} />}
      <p className="text-s text-ink-3">
        Asked {model} about {sent.cut ? `the first ${sent.texts}` : sent.texts} texts of the page:{' '}
        {tokens.spent.toLocaleString('en-US')} tokens, {tokens.used.toLocaleString('en-US')} of{' '}
        {tokens.value.toLocaleString('en-US')} today.
      </p>
    </div>
  );
}

function Findings({ found }: Pick<AskedSuggestionView, 'found'>): ReactNode {
  return (
    <ul className="grid gap-1.5">
      {found.map(({ what, selector, shows }) => (
        <li key={`${what} ${selector}`} className="min-w-0">
          <b className="font-[560]">{what}</b>{' '}
          {selector === undefined ? null : <code className="break-all text-s text-ink-2">{selector}</code>}
          {shows.map((text) => (
            <span key={text} dir="auto" className="block text-s text-ink-2">
              {text}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface RefusalsProps extends Pick<AskedSuggestionView, 'refused'> {
  readonly isOpen: boolean;
}

/** What a model says is foreign text, as that of a page is. */
function Refusals({ refused, isOpen }: RefusalsProps): ReactNode {
  return (
    <details className="text-s text-ink-2" open={isOpen}>
      <summary className="min-h-6 cursor-pointer">What the model said and is not taken</summary>
      <ul className="mt-1.5 grid gap-1">
        {refused.map(({ said, why }) => (
          <li key={`${said} ${why}`} className="min-w-0">
            <span dir="auto" className="break-all">
              {said}
            </span>
            : {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
