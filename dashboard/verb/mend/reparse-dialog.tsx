// The question before stored pages are read again: which versions, what would be read otherwise, and why.
import { type ReactNode, useState } from 'react';
import type { ReparsePreviewView } from '../../../api/schemas/run/mend.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { CutText } from '../../ui/cut-text.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { Moment } from '../../ui/moment.tsx';
import { reparseStakes } from './mend-words.ts';
import { MendQuestion } from './mend-question.tsx';
import { type ReparseSubject, useReparsePreview } from './use-mend.ts';

const REACHES = [
  ['all', 'All stored versions, with the history of fields and prices'],
  ['since', 'All versions stored since a time'],
  ['last', 'The last version of each page'],
] as const;
type Reach = (typeof REACHES)[number][0];

interface ReparseDialogProps {
  readonly jobId: string;
  readonly jobName: string;
  readonly close: () => void;
}

export function ReparseDialog({ jobId, jobName, close }: ReparseDialogProps): ReactNode {
  const [reach, setReach] = useState<Reach>('all');
  const [since, setSince] = useState('');
  const [why, setWhy] = useState('');
  const subject = subjectOf(jobId, reach, since);
  const preview = useReparsePreview(subject);
  const isReady = preview.data !== undefined && preview.data.looked > 0;
  return (
    <MendQuestion
      wide
      title={`Read stored pages of “${jobName}” again?`}
      verb="Read again"
      subject={isReady ? subject : null}
      why={why}
      close={close}
    >
      <SelectField label="What is read" value={reach} options={REACHES} change={setReach} />
      {reach === 'since' ? (
        <TextField
          label="Since"
          hint="In the time of this device."
          type="datetime-local"
          value={since}
          change={setSince}
        />
      ) : null}
      <Preview asked={subject !== null} preview={preview} />
      <TextField label="Why, for the audit" value={why} change={setWhy} />
    </MendQuestion>
  );
}

function subjectOf(jobId: string, reach: Reach, since: string): ReparseSubject | null {
  if (reach !== 'since') return { kind: 'reparse', jobId, versions: reach };
  const at = new Date(since);
  return Number.isNaN(at.getTime())
    ? null
    : { kind: 'reparse', jobId, versions: 'all', since: at.toISOString() };
}

interface PreviewProps {
  /** It is chosen what is read. */
  readonly asked: boolean;
  readonly preview: ReturnType<typeof useReparsePreview>;
}

function Preview({ asked, preview: { data, error, refetch } }: PreviewProps): ReactNode {
  if (!asked) return <p className="text-ink-3">Choose a time to see what would be read otherwise.</p>;
  if (error !== null) return <ProblemNote error={error} retry={() => void refetch()} />;
  return (
    <div role="status" aria-busy={data === undefined} className="grid gap-3">
      {data === undefined ? (
        <p className="text-ink-3">Looking at what would be read otherwise …</p>
      ) : (
        reparseStakes(data).map((line) => (
          <p key={line} className="text-ink-2">
            {line}
          </p>
        ))
      )}
      <Examples pages={data?.pages ?? []} />
    </div>
  );
}

const PAGES = 4;
const DIFFERENCES = 4;

function Examples({ pages }: Pick<ReparsePreviewView, 'pages'>): ReactNode {
  if (pages.length === 0) return null;
  return (
    <ul aria-label="Examples" className="grid gap-1.5 text-s">
      {pages.slice(0, PAGES).map(({ pageId, url, left, differences, more }) => (
        <li key={pageId} className="border-t border-line pt-1.5">
          <CutText text={url} className="font-[560]" />
          <ul className="grid gap-0.5">
            {differences.slice(0, DIFFERENCES).map(({ at, what, before, after }) => (
              <li key={`${at ?? ''} ${what}`} className="break-words" dir="auto">
                {at === null ? null : (
                  <>
                    <Moment at={at} />{' '}
                  </>
                )}
                {what}: {shortened(before)} → {shortened(after)}
              </li>
            ))}
          </ul>
          <Others count={more + Math.max(0, differences.length - DIFFERENCES)} />
          {left === null ? null : <span className="block text-ink-3">{left}</span>}
        </li>
      ))}
      <Others count={Math.max(0, pages.length - PAGES)} />
    </ul>
  );
}

function Others({ count }: { readonly count: number }): ReactNode {
  return count === 0 ? null : <span className="block text-ink-3">and {count} more</span>;
}

const LONGEST = 80;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
