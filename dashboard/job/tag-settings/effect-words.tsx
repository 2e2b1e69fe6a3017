// What settings of a tag would do to its jobs: how many it reaches, what changes in each, and which do not fit.
import type { ReactNode } from 'react';
import type { SettingsEffectView } from '../../../api/schemas/job/tag-settings.ts';
import { changeWords, countOf, reachOf } from './effect-count.ts';

const SHOWN_JOBS = 8;

export function EffectWords({ of }: { readonly of: SettingsEffectView }): ReactNode {
  const { items } = of;
  const shown = items.slice(0, SHOWN_JOBS);
  return (
    <div role="status" className="rounded-m border border-line bg-sunk p-3 text-s">
      <p>{reachOf(of)}</p>
      <p className="font-[550]">{countOf(of)}</p>
      <ul className="mt-1 grid gap-1.5">
        {shown.map(({ jobId, name, changes, detail }) => (
          <li key={jobId} className="break-words" dir="auto">
            <b className="font-[540]">{name}</b>
            {detail === null ? (
              <ul className="grid gap-0.5 pl-3">
                {changes.map((change) => (
                  <li key={change.member} className="break-words">
                    {changeWords(change)}
                  </li>
                ))}
              </ul>
            ) : (
              <span className="block pl-3 text-failed">{detail}</span>
            )}
          </li>
        ))}
      </ul>
      {items.length > shown.length ? <p className="mt-1 text-ink-3">… and others</p> : null}
    </div>
  );
}
