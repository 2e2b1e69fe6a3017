// The jobs that start when a run of this one completes: each with its condition, and the pages it is given.
import type { ReactNode } from 'react';
import { toDependent } from '../../../domain/config/dependent/dependent-text.ts';
import { toConditional } from '../../../domain/config/dependent/dependent.ts';
import type { ConditionalDependent, Dependent } from '../../../domain/config/dependent/schema.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from './form-field.tsx';

const CONDITIONS = [
  ['completed', 'after every run that completed'],
  ['changes', 'when it found changes'],
  ['new-pages', 'when it found new pages'],
] as const;

const PAGES = [
  ['', 'its own pages'],
  ['new', 'the new pages'],
  ['changed', 'the changed and new pages'],
] as const;

interface DependentFieldsProps {
  readonly dependents: readonly Dependent[];
  readonly onChange: (dependents: Dependent[]) => void;
}

const POINTER = '/config/dependents';

export function DependentFields({ dependents, onChange }: DependentFieldsProps): ReactNode {
  const set = (at: number, next: Dependent | null): void =>
    onChange(dependents.flatMap((one, index) => (index === at ? (next ?? []) : [one])));
  return (
    <fieldset className="grid gap-2">
      <legend className="text-s font-[540]">Jobs that start when a run completes</legend>
      {dependents.map((dependent, at) => (
        <DependentRow
          // Rows have no id of their own, and the job in one is being typed.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          at={at}
          dependent={dependent}
          onChange={(next) => set(at, next)}
        />
      ))}
      <div>
        <Button onClick={() => onChange([...dependents, ''])}>Add a job</Button>
      </div>
    </fieldset>
  );
}

interface RowProps {
  readonly at: number;
  readonly dependent: Dependent;
  /** Null: not any more. */
  readonly onChange: (next: Dependent | null) => void;
}

function DependentRow({ at, dependent, onChange }: RowProps): ReactNode {
  const present = toConditional(dependent);
  const set = (part: Partial<ConditionalDependent> & { readonly clear?: boolean }): void => {
    const { job, when, pages } = { ...present, ...part };
    const kept = part.clear === true ? undefined : pages;
    // A plain id stays one, as clients that know no conditions have written it.
    onChange(
      toDependent(job, { when: when === 'completed' && kept === undefined ? undefined : when, pages: kept }),
    );
  };
  return (
    <div className="grid gap-2 border-l-2 border-line pl-3">
      <TextField
        label={`Job ${at + 1}`}
        hint={at === 0 ? 'Its id, as in its address.' : undefined}
        value={present.job}
        change={(job) => set({ job: job.trim() })}
        pointer={`${POINTER}/${at}`}
      />
      <SelectField
        label="It starts"
        value={present.when}
        options={CONDITIONS}
        change={(when) => set({ when })}
      />
      <SelectField
        label="It looks at"
        value={present.pages ?? ''}
        options={PAGES}
        change={(pages) => set(pages === '' ? { clear: true } : { pages })}
      />
      <div>
        <Button kind="quiet" onClick={() => onChange(null)}>
          Leave out
        </Button>
      </div>
    </div>
  );
}
