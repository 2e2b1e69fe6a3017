// The grace of a run that is being stopped: a ring that runs out, the seconds in words, and the way to end it now.
import type { ReactNode } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/card.tsx';
import { useNow } from '../ui/moment.tsx';
import { counted } from '../../domain/system/counted.ts';

interface GraceProps {
  /** ISO 8601. */
  readonly endsAt: string;
  readonly graceMs: number;
  /** Pages still being fetched or read. */
  readonly inFlight: number;
  readonly force: () => void;
}

const RADIUS = 13;
const ROUND = 2 * Math.PI * RADIUS;

export function Grace({ endsAt, graceMs, inFlight, force }: GraceProps): ReactNode {
  const leftMs = Math.max(0, Date.parse(endsAt) - useNow());
  const left = Math.ceil(leftMs / 1_000);
  const total = Math.round(graceMs / 1_000);
  const title = left > 0 ? `Stopping: ${left} s of ${total} s left.` : 'Stopping: the grace is over.';
  return (
    <div className="mb-4 flex items-center gap-3">
      <Ring share={graceMs === 0 ? 0 : leftMs / graceMs} />
      <div className="min-w-0 flex-1">
        <Note
          title={title}
          action={
            <Operators>
              <Button kind="danger" onClick={force}>
                Force stop
              </Button>
            </Operators>
          }
        >
          {inFlight === 0
            ? 'Nothing is in flight any more; what was fetched is being stored.'
            : `${counted(inFlight, 'page')} in flight may still end; what is fetched is stored.`}
        </Note>
      </div>
    </div>
  );
}

function Ring({ share }: { readonly share: number }): ReactNode {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" width="32" height="32" className="flex-none -rotate-90">
      <circle cx="16" cy="16" r={RADIUS} fill="none" stroke="var(--line)" strokeWidth="4" />
      <circle
        cx="16"
        cy="16"
        r={RADIUS}
        fill="none"
        stroke="var(--st-paused)"
        strokeWidth="4"
        strokeLinecap="round"
        strokeDasharray={ROUND}
        strokeDashoffset={ROUND * (1 - Math.min(1, share))}
      />
    </svg>
  );
}
