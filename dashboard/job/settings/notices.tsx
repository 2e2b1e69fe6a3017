// What a job asks for and does not get, each with what to do about it.
import type { ReactNode } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { Note } from '../../ui/card.tsx';

/** Trouble, where the others only differ from what was asked. */
const TONES: Readonly<Record<string, string>> = {
  'nothing-to-watch': 'var(--st-failed)',
  'unchecked-certificate': 'var(--st-failed)',
};

export function Notices({ notices }: Pick<JobView, 'notices'>): ReactNode {
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-3">
      {notices.map(({ code, pointer, detail, remedy }) => (
        <Note key={`${pointer} ${detail}`} tone={TONES[code] ?? 'var(--st-paused)'} title={detail}>
          {remedy}
        </Note>
      ))}
    </div>
  );
}
