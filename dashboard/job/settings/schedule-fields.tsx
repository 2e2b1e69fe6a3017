// When runs begin: never by themselves, every so many minutes, or at times of the calendar; and the hours in which they may.
import type { ReactNode } from 'react';
import type { JobSchedule } from '../../../domain/config/schema.ts';
import { MINUTE_MS } from '../../../domain/system/duration.ts';
import { NumberField, SelectField, TextField } from './form-field.tsx';
import { HoursFields } from './hours-fields.tsx';
import { ZoneField } from './zone-field.tsx';

interface ScheduleFieldsProps {
  readonly schedule: JobSchedule | undefined;
  /** What it means that there is none. */
  readonly none: string;
  readonly change: (schedule: JobSchedule | undefined) => void;
}

export function ScheduleFields({ schedule, none, change }: ScheduleFieldsProps): ReactNode {
  const kinds = [
    ['none', none],
    ['interval', 'Every so many minutes'],
    ['cron', 'At times of the calendar'],
  ] as const;
  return (
    <>
      <SelectField
        label="It runs"
        value={schedule?.kind ?? 'none'}
        options={kinds}
        change={(kind) => change(firstOf(kind))}
        pointer="/config/schedule/kind"
      />
      {schedule?.kind === 'interval' ? (
        <NumberField
          label="Minutes between two runs"
          min={1}
          step="any"
          value={schedule.everyMs / MINUTE_MS}
          change={(minutes) => change({ ...schedule, everyMs: Math.round((minutes ?? 60) * 60) * 1_000 })}
          pointer="/config/schedule"
        />
      ) : null}
      {schedule?.kind === 'cron' ? (
        <>
          <TextField
            label="Minute, hour, day, month, weekday"
            hint="0 8 * * 1-5 is every working day at eight."
            value={schedule.cron}
            change={(cron) => change({ ...schedule, cron })}
            pointer="/config/schedule/cron"
            className="min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1 font-mono"
          />
          <ZoneField
            label="Time zone"
            zone={schedule.timezone}
            onZone={(timezone) => change({ ...schedule, timezone })}
            pointer="/config/schedule/timezone"
          />
        </>
      ) : null}
      {schedule === undefined ? null : <HoursFields schedule={schedule} onChange={change} />}
    </>
  );
}

/** What stands there once a kind is chosen. */
function firstOf(kind: 'none' | JobSchedule['kind']): JobSchedule | undefined {
  if (kind === 'none') return undefined;
  if (kind === 'interval') return { kind, everyMs: 60 * MINUTE_MS };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { kind, cron: '0 8 * * *', timezone: timeZone };
}
