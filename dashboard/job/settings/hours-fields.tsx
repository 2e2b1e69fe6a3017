// When a schedule may run at all: days and hours, dates on which it does not, and what becomes of times that were missed.
import { type ReactNode, useState } from 'react';
import { isWebloomError } from '../../../domain/system/errors.ts';
import type { JobSchedule } from '../../../domain/config/schema.ts';
import { parseWindow, WINDOW_EXAMPLES, windowText } from '../../../domain/config/schedule/window-text.ts';
import { LinesField, TextField } from './form-field.tsx';
import { MissedField } from './missed-field.tsx';
import { ZoneField } from './zone-field.tsx';

interface HoursFieldsProps {
  readonly schedule: JobSchedule;
  readonly onChange: (schedule: JobSchedule) => void;
  /** The zone has its field elsewhere on the form. */
  readonly hasZoneElsewhere?: boolean;
}

export function HoursFields(props: HoursFieldsProps): ReactNode {
  const { schedule, onChange, hasZoneElsewhere = schedule.kind === 'cron' } = props;
  const { window: _window, ...always } = schedule;
  const { except: _except, ...anyDate } = schedule;
  return (
    <>
      <WindowField
        window={schedule.window}
        onChange={(window) => onChange(window === undefined ? always : { ...schedule, window })}
      />
      <LinesField
        label="Not on these dates"
        hint="One a line: 2026-12-25, or 2026-12-24..2027-01-01."
        rows={2}
        value={schedule.except ?? []}
        change={(lines) =>
          onChange(lines.length === 0 ? anyDate : { ...schedule, except: lines.map((line) => line.trim()) })
        }
        pointer="/config/schedule/except"
      />
      {!hasZoneElsewhere && keepsHours(schedule) ? (
        <ZoneField
          label="Time zone of these hours and dates"
          zone={schedule.timezone ?? 'UTC'}
          onZone={(timezone) => onChange({ ...schedule, timezone })}
          pointer="/config/schedule/timezone"
        />
      ) : null}
      <MissedField schedule={schedule} onChange={onChange} />
    </>
  );
}

/** An interval counts from any moment; hours and dates are those of a zone. */
export function keepsHours({ window, except }: JobSchedule): boolean {
  return window !== undefined || except !== undefined;
}

interface WindowFieldProps {
  readonly window: JobSchedule['window'];
  readonly onChange: (window: JobSchedule['window']) => void;
}

/** Shows what is typed until it means another window. */
function WindowField({ window, onChange }: WindowFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const type = (text: string): void => {
    setTyped(text);
    try {
      onChange(parseWindow(text) ?? undefined);
      setFault(null);
    } catch (error) {
      if (!isWebloomError(error)) throw error;
      setFault(error.message);
    }
  };
  return (
    <TextField
      label="Only within"
      hint={`Days, hours or both, as ${WINDOW_EXAMPLES}. Empty: at any time.`}
      value={typed ?? (window === undefined ? '' : windowText(window))}
      change={type}
      onBlur={() => fault === null && setTyped(null)}
      pointer="/config/schedule/window"
      fault={fault ?? undefined}
    />
  );
}
