// The settings of a job as a form: name and tags, schedule, limits, how pages are fetched, runs.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import type { FieldFault } from '../../api/problem.ts';
import { Card } from '../../ui/card.tsx';
import { DependentFields } from './dependent-fields.tsx';
import { CheckField, NumberField, SelectField, TextField, TypedField } from './form-field.tsx';
import { GateFields } from './gate-fields.tsx';
import { HoursFields } from './hours-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import type { EditedJob } from '../merge-patch.ts';
import { ZoneField } from './zone-field.tsx';
import { MINUTE_MS } from '../../../domain/system/duration.ts';

export interface SettingsFormProps {
  readonly edited: EditedJob;
  readonly change: (edited: EditedJob) => void;
  readonly faults: readonly FieldFault[];
}

export function SettingsForm(props: SettingsFormProps): ReactNode {
  return (
    <div className="grid gap-4 desk:grid-cols-2">
      <NameCard {...props} />
      <ScheduleCard {...props} />
      <FetchCard {...props} />
      <RunCard {...props} />
    </div>
  );
}

function useConfig({ edited, change }: SettingsFormProps): (part: Partial<JobConfig>) => void {
  return (part) => change({ ...edited, config: { ...edited.config, ...part } });
}

function NameCard({ edited, change, faults }: SettingsFormProps): ReactNode {
  return (
    <Card title="Name">
      <div className="grid gap-3">
        <TextField
          label="Name"
          value={edited.name}
          onText={(name) => change({ ...edited, name })}
          pointer="/name"
          faults={faults}
          maxLength={200}
          dir="auto"
        />
        <TypedField
          label="Tags"
          help="Words of your own, with commas between."
          value={edited.tags.join(', ')}
          onText={(text) => change({ ...edited, tags: tagsIn(text) })}
          pointer="/tags"
          faults={faults}
        />
      </div>
    </Card>
  );
}

function tagsIn(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}

const SCHEDULES = [
  ['none', 'When somebody starts it'],
  ['interval', 'Every so many minutes'],
  ['cron', 'At times of the calendar'],
] as const;

function ScheduleCard(props: SettingsFormProps): ReactNode {
  const { edited, change, faults } = props;
  const { schedule, ...rest } = edited.config;
  const setConfig = useConfig(props);
  const choose = (kind: (typeof SCHEDULES)[number][0]): void => {
    if (kind === 'none') change({ ...edited, config: rest });
    else if (kind === 'interval') setConfig({ schedule: { kind, everyMs: 60 * MINUTE_MS } });
    else {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      setConfig({ schedule: { kind, cron: '0 8 * * *', timezone: timeZone } });
    }
  };
  return (
    <Card title="Schedule">
      <div className="grid gap-3">
        <SelectField label="It runs" value={schedule?.kind ?? 'none'} options={SCHEDULES} onChoice={choose} />
        {schedule?.kind === 'interval' ? (
          <NumberField
            label="Minutes between two runs"
            min={1}
            step="any"
            value={schedule.everyMs / MINUTE_MS}
            onNumber={(minutes) =>
              setConfig({ schedule: { ...schedule, everyMs: Math.round((minutes ?? 60) * 60) * 1_000 } })
            }
            pointer="/config/schedule"
            faults={faults}
          />
        ) : null}
        {schedule?.kind === 'cron' ? (
          <>
            <TextField
              label="Minute, hour, day, month, weekday"
              help="0 8 * * 1-5 is every working day at eight."
              value={schedule.cron}
              onText={(cron) => setConfig({ schedule: { ...schedule, cron } })}
              pointer="/config/schedule/cron"
              faults={faults}
              className="min-h-8 w-full rounded-m border border-line-strong bg-sheet px-2.5 py-1 font-mono"
            />
            <ZoneField
              label="Time zone"
              zone={schedule.timezone}
              onZone={(timezone) => setConfig({ schedule: { ...schedule, timezone } })}
              pointer="/config/schedule/timezone"
              faults={faults}
            />
          </>
        ) : null}
        {schedule === undefined ? null : (
          <HoursFields
            schedule={schedule}
            onChange={(changed) => setConfig({ schedule: changed })}
            faults={faults}
          />
        )}
      </div>
    </Card>
  );
}

const PROFILES = [
  ['plain', 'Plain: as the program that it is'],
  ['browser', 'Browser: headers and handshake of one'],
] as const;

function FetchCard(props: SettingsFormProps): ReactNode {
  const { edited, faults } = props;
  const { fetch } = edited.config;
  const setConfig = useConfig(props);
  const set = (part: Partial<JobConfig['fetch']>): void => setConfig({ fetch: { ...fetch, ...part } });
  const { delayMs: _delay, ...withoutDelay } = fetch;
  const { userAgent: _agent, ...withoutAgent } = fetch;
  return (
    <Card title="How pages are fetched">
      <div className="grid gap-3">
        <CheckField
          label="Keep to robots.txt"
          value={fetch.obeyRobots}
          onCheck={(obeyRobots) => set({ obeyRobots })}
        />
        <SelectField
          label="It asks as"
          value={fetch.profile}
          options={PROFILES}
          onChoice={(profile) => set({ profile })}
        />
        <NumberField
          label="Pause between two requests to one host, ms"
          help="Empty: one second. Less holds on hosts of the operator alone."
          min={0}
          value={fetch.delayMs}
          onNumber={(delayMs) =>
            delayMs === undefined ? setConfig({ fetch: withoutDelay }) : set({ delayMs })
          }
          pointer="/config/fetch/delayMs"
          faults={faults}
        />
        <TextField
          label="What it calls itself"
          help="Empty: as the operator says."
          value={fetch.userAgent ?? ''}
          onText={(userAgent) => (userAgent === '' ? setConfig({ fetch: withoutAgent }) : set({ userAgent }))}
          pointer="/config/fetch/userAgent"
          faults={faults}
        />
        <HeaderFields headers={fetch.headers} change={(headers) => set({ headers })} faults={faults} />
      </div>
    </Card>
  );
}

const OVERLAPS = [
  ['skip', 'is refused'],
  ['buffer_one', 'waits for its end'],
  ['cancel_other', 'ends it and begins anew'],
] as const;

function RunCard(props: SettingsFormProps): ReactNode {
  const { edited, faults } = props;
  const { limits, overlap } = edited.config;
  const setConfig = useConfig(props);
  return (
    <Card title="Runs">
      <div className="grid gap-3">
        <NumberField
          label="Pages of a run at most"
          min={1}
          value={limits.maxPages}
          onNumber={(maxPages) => setConfig({ limits: { ...limits, maxPages: maxPages ?? limits.maxPages } })}
          pointer="/config/limits/maxPages"
          faults={faults}
        />
        <NumberField
          label="Minutes of a run at most"
          min={1}
          step="any"
          value={limits.maxRunMs / MINUTE_MS}
          onNumber={(minutes) =>
            setConfig({ limits: { ...limits, maxRunMs: Math.round((minutes ?? 1_440) * MINUTE_MS) } })
          }
          pointer="/config/limits/maxRunMs"
          faults={faults}
        />
        <SelectField
          label="A start while a run goes on"
          value={overlap}
          options={OVERLAPS}
          onChoice={(chosen) => setConfig({ overlap: chosen })}
        />
        <EndingFields {...props} />
      </div>
    </Card>
  );
}

/** What becomes of runs that fail, are stopped or complete. */
function EndingFields(props: SettingsFormProps): ReactNode {
  const { edited, faults } = props;
  const { retry, tolerance, stopGraceMs, dependents, fields, gates = [] } = edited.config;
  const setConfig = useConfig(props);
  return (
    <>
      <NumberField
        label="Runs after one that failed"
        help={`Each ${retry.afterMs / 1_000} s after the one before.`}
        min={0}
        value={retry.attempts}
        onNumber={(attempts) => setConfig({ retry: { ...retry, attempts: attempts ?? 0 } })}
        pointer="/config/retry"
        faults={faults}
      />
      <NumberField
        label="Share of failed pages a completed run may have, percent"
        min={0}
        value={Math.round(tolerance * 100)}
        onNumber={(percent) => setConfig({ tolerance: (percent ?? 0) / 100 })}
        pointer="/config/tolerance"
        faults={faults}
      />
      <NumberField
        label="Seconds running work gets when it is stopped"
        min={0}
        value={stopGraceMs / 1_000}
        onNumber={(seconds) => setConfig({ stopGraceMs: Math.round((seconds ?? 30) * 1_000) })}
        pointer="/config/stopGraceMs"
        faults={faults}
      />
      <GateFields
        gates={gates}
        fieldNames={fields.map(({ name }) => name)}
        onChange={(changed) => setConfig({ gates: changed })}
        faults={faults}
      />
      <DependentFields
        dependents={dependents}
        onChange={(changed) => setConfig({ dependents: changed })}
        faults={faults}
      />
    </>
  );
}
