// Faults the API found, beside the field they are about.
import type { ReactNode } from 'react';
import type { FieldFault } from '../../api/problem.ts';

export function FieldFaults({
  id,
  faults,
}: {
  readonly id: string;
  readonly faults: readonly FieldFault[];
}): ReactNode {
  if (faults.length === 0) return null;
  return (
    <div id={id} role="alert" className="text-s text-failed">
      {faults.map(({ detail, pointer }) => (
        <p key={`${pointer ?? ''} ${detail}`} dir="auto">
          {detail}
        </p>
      ))}
    </div>
  );
}

/** The faults at or below a place of the request. */
export function faultsAt(faults: readonly FieldFault[], place: string): readonly FieldFault[] {
  return faults.filter(({ pointer = '' }) => pointer === place || pointer.startsWith(`${place}/`));
}
