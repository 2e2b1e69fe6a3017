// Why a form was not sent or was refused, as far as no field of it says so.
import type { ReactNode } from 'react';
import { isProblem, otherFaults } from '../../api/problem.ts';
import { FieldFaults } from '../field/field-fault.tsx';
import { ProblemNote } from '../empty-state.tsx';

interface FormFaultProps {
  /** Null: nothing is wrong. */
  readonly error: unknown;
  /** Members of the request whose faults are said at fields. */
  readonly placed?: readonly string[];
}

/** As a note with its title. */
export function FormProblem({ error, placed }: FormFaultProps): ReactNode {
  return error === null ? null : <ProblemNote error={error} placed={placed ?? []} />;
}

/** As lines alone, where the API names members, or where it was found here. */
export function FormFaults({ id, error, placed = [] }: FormFaultProps & { readonly id: string }): ReactNode {
  if (error === null) return null;
  const isOwn = error instanceof Error && !isProblem(error);
  const faults = isOwn ? [{ detail: error.message }] : otherFaults(error, placed);
  return faults.length > 0 ? (
    <FieldFaults id={id} faults={faults} />
  ) : (
    <ProblemNote error={error} placed={placed} />
  );
}
