// What settings of a tag would do to its jobs: how many change, and which do not fit.
import type { ReactNode } from 'react';
import type { SettingsEffectView } from '../../../api/schemas/job/tag-settings.ts';
import { countOf } from './effect-count.ts';

const SHOWN_JOBS = 8;

export function EffectWords({ of }: { readonly of: SettingsEffectView }): ReactNode {
  const { items } = of;
  const shown = items.slice(0, SHOWN_JOBS);
  return (
    <div role="status" className="rounded-m border border-line bg-sunk p-3 text-s">
      <p className="font-[550]">{countOf(of)}</p>
      <ul className="mt-1 grid gap-0.5">
        {shown.map(({ jobId, name, changes, detail }) => (
          <li key={jobId} className="break-words" dir="auto">
            <b className="font-[540]">{name}</b>:{' '}
            {detail === null ? (
              changes.map(({ member }) => member).join(', ')
            ) : (
              <span className="text-failed">{detail}</span>
            )}
          </li>
        ))}
      </ul>
      {items.length > shown.length ? <p className="mt-1 text-ink-3">… and others</p> : null}
    </div>
  );
}
