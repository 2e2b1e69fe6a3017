// What a run that mends has done, page by page.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MendView } from '../../../api/schemas/run/mend.ts';
import type { RunView } from '../../../api/schemas/run/run.ts';
import { segment } from '../../api/ask.ts';
import { useList } from '../../api/use-list.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListFrame } from '../../ui/list/list-frame.tsx';
import { mendedPageWords, mendedWords } from './mend-words.ts';

const TITLES: Readonly<Record<MendView['kind'], string>> = {
  rollback: 'What is taken back',
  'undo-rollback': 'What is given back',
  reparse: 'What is read otherwise',
  verify: 'What can not be read',
};

interface MendCardProps {
  readonly run: RunView;
  readonly mend: MendView;
}

export function MendCard({ run, mend }: MendCardProps): ReactNode {
  const { target, undoes, by, why } = mend;
  const other = undoes ?? target?.runId ?? null;
  const pageId = target?.pageId ?? null;
  return (
    <Card title={TITLES[mend.kind]}>
      <p>{mendedWords(mend)}.</p>
      <p className="mt-1 text-s text-ink-2" dir="auto">
        Asked for by {by}
        {why === '' ? '.' : `: ${why}`}
      </p>
      <p className="mt-2 text-s">
        {other === null ? null : (
          <Link to="/runs/$runId" params={{ runId: other }} className="text-accent hover:underline">
            {undoes === null ? 'The run that is rolled back' : 'The roll-back that is undone'}
          </Link>
        )}
        {pageId === null ? null : (
          <Link to="/pages/$pageId" params={{ pageId }} className="text-accent hover:underline">
            The page that is rolled back
          </Link>
        )}
      </p>
      {mend.kind !== 'undo-rollback' ? (
        <MendedPages runId={run.runId} isOver={mend.done} kind={mend.kind} />
      ) : null}
    </Card>
  );
}

interface MendedPagesProps extends Pick<MendView, 'kind'> {
  readonly runId: string;
  readonly isOver: boolean;
}

function MendedPages({ runId, isOver, kind }: MendedPagesProps): ReactNode {
  const path = `/v1/runs/${segment(runId)}/mended-pages` as const;
  const pages = useList(['run', runId, 'mended-pages', isOver], path, { limit: 20 });
  return (
    <div className="mt-3">
      <ListFrame list={pages} empty={<EmptyState title="No page was dealt with yet" />}>
        {(items) => (
          <ul>
            {items.map(({ pageId, title, url, why, undoneBy, ...rows }) => (
              <li key={pageId} className="border-t border-line py-2">
                <Link
                  to="/pages/$pageId"
                  params={{ pageId }}
                  className="block hover:text-accent hover:underline"
                >
                  <CutText text={title === '' ? url : title} />
                </Link>
                <span className="text-s text-ink-3">
                  {why}
                  {parted(mendedPageWords(kind, rows))}
                  {undoneBy === null ? '' : '; undone since'}
                </span>
              </li>
            ))}
          </ul>
        )}
      </ListFrame>
    </div>
  );
}

function parted(words: string | null): string {
  return words === null ? '' : `; ${words}`;
}
