// Which quality gates a run has closed, and what is worse in it than in the runs of its job before it, with the usual
// figures and what to do.
import type { ReactNode } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { counted } from '../../domain/system/counted.ts';
import { Note } from '../ui/card.tsx';
import { PendingRelease } from './pending-release.tsx';
import { Marked } from '../ui/marked.tsx';

export function DegradationNote({ run }: { readonly run: RunView }): ReactNode {
  return (
    <>
      <GateNote run={run} />
      <PendingRelease run={run} />
      <WorseNote run={run} />
    </>
  );
}

function GateNote({ run: { gateHits } }: { readonly run: RunView }): ReactNode {
  const pausing = gateHits.filter(({ action }) => action === undefined);
  if (pausing.length === 0) return null;
  return (
    <div className="mb-4">
      <Note title="It closed a quality gate, so its job was paused">
        <ul className="mt-1 grid gap-1">
          {pausing.map(({ gate, text }) => (
            <li key={gate} dir="auto">
              {text} The gate: {gate}.
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}

function WorseNote({ run: { degradation } }: { readonly run: RunView }): ReactNode {
  if (degradation === null || degradation.findings.length === 0) return null;
  const { findings, comparedWith } = degradation;
  return (
    <div className="mb-4">
      <Note title={`Worse than the ${counted(comparedWith.length, 'run')} before it`}>
        <ul className="mt-1 grid gap-1.5">
          {findings.map(({ kind, name, text, remedy }) => (
            <li key={`${kind} ${name ?? ''}`} dir="auto">
              {text}
              <span className="block text-ink">
                → <Marked text={remedy} />
              </span>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  );
}
