// What becomes of times that passed while Webloom was away.
import type { ReactNode } from 'react';
import type { JobSchedule } from '../../../domain/config/schema.ts';
import { NumberField, SelectField } from './form-field.tsx';

const POINTER = '/config/schedule/missed';
const CHOICES = [
  ['one', 'One run makes up for all of them'],
  ['skip', 'None is made up'],
  ['all', 'The newest run, one after the other'],
] as const;
const FIRST_MANY = 5;

interface MissedFieldProps {
  readonly schedule: JobSchedule;
  readonly onChange: (schedule: JobSchedule) => void;
}

export function MissedField({ schedule, onChange }: MissedFieldProps): ReactNode {
  const { missed = 'one' } = schedule;
  return (
    <>
      <SelectField
        label="Times missed while Webloom was away"
        hint="For instance while the machine was off. Times that pass while the job is paused are never made up."
        value={typeof missed === 'string' ? missed : 'all'}
        options={CHOICES}
        change={(choice) =>
          onChange({ ...schedule, missed: choice === 'all' ? { all: FIRST_MANY } : choice })
        }
        pointer={POINTER}
      />
      {typeof missed === 'string' ? null : (
        <NumberField
          label="How many at most"
          hint="1 to 50."
          min={1}
          step={1}
          value={missed.all}
          change={(all) => onChange({ ...schedule, missed: { all: all ?? FIRST_MANY } })}
          pointer={`${POINTER}/all`}
        />
      )}
    </>
  );
}
