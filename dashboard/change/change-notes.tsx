// What has to be known of a change before its difference is read: what a language model says of it, whether it stands, what is missing.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChangeView } from '../../api/schemas/change/change.ts';
import type { DiffView as Diff } from '../../api/schemas/change/diff.ts';
import { Note } from '../ui/card.tsx';
import { ModelSummary } from './model-summary.tsx';

export function ChangeNotes({
  change,
  diff,
}: {
  readonly change: ChangeView;
  readonly diff: Diff | undefined;
}): ReactNode {
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      <ModelSummary summary={change.modelSummary} />
      {change.state === 'withdrawn' ? (
        <Note title="This change was taken back.">
          {change.rolledBack === null
            ? 'A second look found that the page had not changed.'
            : `${change.rolledBack.by} rolled it back. ${change.rolledBack.why}`}
        </Note>
      ) : null}
      {change.heldBy !== null ? (
        <Note title="A quality gate of its run holds it back.">
          Nobody is told of it until somebody confirms the changes of the{' '}
          <Link to="/runs/$runId" params={{ runId: change.heldBy }} className="text-accent">
            run
          </Link>
          .
        </Note>
      ) : null}
      {change.state === 'pending' && change.heldBy === null ? (
        <Note title="This change waits for its second look.">Until then nobody is told of it.</Note>
      ) : null}
      {diff === undefined || diff.missing === null ? null : (
        <Note title="Not everything is kept any more:">
          {diff.missing}. The summary and the lines below are what the change kept.
        </Note>
      )}
      {diff?.first === true ? (
        <Note tone="var(--accent)" title="This is the first version.">
          There is nothing to compare it with yet.
        </Note>
      ) : null}
      {diff !== undefined && diff.to === null && diff.from !== null && diff.missing === null ? (
        <Note title="The page is gone.">Below is the last version of it.</Note>
      ) : null}
    </div>
  );
}
