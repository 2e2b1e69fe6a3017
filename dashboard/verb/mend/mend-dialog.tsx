// The question before a roll-back or its undo: what goes, page by page, and why.
import { type ReactNode, useState } from 'react';
import type { RollbackPreviewView } from '../../../api/schemas/run/mend.ts';
import { restWords } from '../../ui/appearance/format.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { rollbackStakes } from './mend-words.ts';
import { MendQuestion } from './mend-question.tsx';
import { type RollbackSubject, useRollbackPreview } from './use-mend.ts';

interface MendDialogProps {
  readonly title: string;
  readonly subject: RollbackSubject;
  readonly close: () => void;
}

const UNDO = [
  'Versions, changes and prices that were taken back are in force again.',
  'Pages of which a later run stored another version are left as they are.',
];

export function MendDialog({ title, subject, close }: MendDialogProps): ReactNode {
  const preview = useRollbackPreview(subject);
  const [why, setWhy] = useState('');
  const isUndo = subject.kind === 'undo';
  const lines = isUndo ? UNDO : preview.data === undefined ? [] : rollbackStakes(preview.data);
  const isEmpty = preview.data?.counts.pages === 0;
  const isReady = (isUndo || preview.data !== undefined) && !isEmpty;
  return (
    <MendQuestion
      title={title}
      verb={isUndo ? 'Undo the roll-back' : 'Roll back'}
      kind="danger"
      subject={isReady ? subject : null}
      why={why}
      close={close}
    >
      {lines.map((line) => (
        <p key={line} className="text-ink-2">
          {line}
        </p>
      ))}
      {preview.error === null ? null : (
        <ProblemNote error={preview.error} retry={() => void preview.refetch()} />
      )}
      {!isUndo && preview.isPending ? <p className="text-ink-3">Looking at what would go …</p> : null}
      <PreviewedPages pages={preview.data?.pages ?? []} of={preview.data?.counts.pages ?? 0} />
      <label className="grid gap-1 text-s">
        Why, for those who were told
        <input
          className="min-h-8 min-w-0 rounded-m border border-line-strong bg-sheet px-2.5 text-ink"
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </label>
    </MendQuestion>
  );
}

const SHOWN = 5;

interface PreviewedPagesProps extends Pick<RollbackPreviewView, 'pages'> {
  /** All that would go back; the answer holds the first of them. */
  readonly of: number;
}

function PreviewedPages({ pages, of }: PreviewedPagesProps): ReactNode {
  if (pages.length === 0) return null;
  return (
    <ul className="grid gap-1.5 text-s">
      {pages.slice(0, SHOWN).map(({ pageId, title, url, changes, price }) => (
        <li key={pageId} className="border-t border-line pt-1.5">
          <CutText text={title === '' ? url : title} className="font-[560]" />
          <span className="text-ink-3" dir="auto">
            {price === null ? null : `${price.from ?? 'no price'} → ${price.to ?? 'no price'}. `}
            {changes[0]}
          </span>
        </li>
      ))}
      {of > SHOWN ? <li className="text-ink-3">{restWords(SHOWN, of)}</li> : null}
    </ul>
  );
}
