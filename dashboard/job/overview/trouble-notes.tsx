// What is wrong with a job, what it waits for and what it missed, each with its remedy.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OutlookView } from '../../../api/schemas/job-detail/outlook.ts';
import { SKIP_WORDS, besidesMissed } from '../../../domain/config/schedule/skipped-words.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Note } from '../../ui/card.tsx';
import { Marked } from '../../ui/marked.tsx';
import { Countdown, Moment } from '../../ui/moment.tsx';

export function TroubleNotes({ outlook }: { readonly outlook: OutlookView }): ReactNode {
  const { waiting, failing, trouble, missed, skipped } = outlook;
  return (
    <>
      {failing === null ? null : (
        <Note tone="var(--st-failed)" title={failing.reason}>
          <Marked text={failing.remedy ?? ''} />{' '}
          {failing.inRow > 1 ? `${formatCount(failing.inRow)} runs in a row failed.` : ''}
        </Note>
      )}
      {trouble === null || trouble.kind === 'failed' ? null : (
        <Note
          title={trouble.text}
          action={
            <Link to="/runs/$runId" params={{ runId: trouble.runId }} className="text-accent underline">
              See the run
            </Link>
          }
        >
          <Marked text={trouble.remedy ?? ''} /> It began <Moment at={trouble.since} />.
        </Note>
      )}
      {missed === null ? null : (
        <Note title={missed.text}>
          From <Moment at={missed.from} /> to <Moment at={missed.until} />.
        </Note>
      )}
      <SkippedNote skipped={skipped} missed={missed} />
      {waiting.map(({ code, host, reason, remedy, until }) => (
        <Note key={`${code} ${host ?? ''}`} title={reason}>
          <Marked text={remedy ?? ''} /> {until === null ? null : <Countdown at={until} />}
        </Note>
      ))}
    </>
  );
}

const SPANS_SHOWN = 5;

function SkippedNote({ skipped, missed }: Pick<OutlookView, 'skipped' | 'missed'>): ReactNode {
  const newest = besidesMissed(skipped?.times ?? [], missed).slice(0, SPANS_SHOWN);
  if (skipped === null || newest.length === 0) return null;
  return (
    <Note title={skipped.text}>
      {newest.map(({ from, until, count, why }) => (
        <span key={`${from} ${why}`} className="block">
          <Moment at={from} />
          {from === until ? null : (
            <>
              {' '}
              to <Moment at={until} />
            </>
          )}
          : {formatCount(count)} {SKIP_WORDS[why]}
        </span>
      ))}
    </Note>
  );
}
