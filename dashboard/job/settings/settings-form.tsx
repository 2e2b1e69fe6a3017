// The settings of a job as a form: name, tags and note, schedule, limits, how pages are fetched, runs.
import type { ReactNode } from 'react';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { Card } from '../../ui/card.tsx';
import { DependentFields } from './dependent-fields.tsx';
import { CheckField, NumberField, LinesField, SelectField, TextField, TypedField } from './form-field.tsx';
import { GateFields } from './gate-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import { LoginField } from './login-field.tsx';
import { ProxyField } from './proxy-field.tsx';
import { RequestFields } from './request-fields.tsx';
import { RenderingFields } from './rendering-fields.tsx';
import { ScheduleFields } from './schedule-fields.tsx';
import type { JobForm } from '../use-job-form.ts';
import { MINUTE_MS } from '../../../domain/system/duration.ts';
import { given } from '../../../domain/system/given.ts';

interface SettingsFormProps {
  readonly form: JobForm;
}

export function SettingsForm({ form }: SettingsFormProps): ReactNode {
  return (
    <div className="grid gap-4 desk:grid-cols-2">
      <NameCard form={form} />
      <ScheduleCard form={form} />
      <FetchCard form={form} />
      <RunCard form={form} />
    </div>
  );
}

function NameCard({ form: { edited, change } }: SettingsFormProps): ReactNode {
  return (
    <Card title="Name">
      <div className="grid gap-3">
        <TextField
          label="Name"
          value={edited.name}
          change={(name) => change({ name })}
          pointer="/name"
          maxLength={200}
          dir="auto"
        />
        <TypedField
          label="Tags"
          hint="Words of your own, with commas between."
          value={edited.tags.join(', ')}
          change={(text) => change({ tags: tagsIn(text) })}
          pointer="/tags"
        />
        <LinesField
          label="Note"
          hint="What it is for, in your own words. It stands on the job and in what is told of it."
          value={edited.note.split('\n')}
          change={(lines) => change({ note: lines.join('\n') })}
          pointer="/note"
          isProse
        />
      </div>
    </Card>
  );
}

function tagsIn(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}

function ScheduleCard({ form }: SettingsFormProps): ReactNode {
  const { edited, change, set } = form;
  const { schedule, ...rest } = edited.config;
  return (
    <Card title="Schedule">
      <div className="grid gap-3">
        <ScheduleFields
          schedule={schedule}
          none="When somebody starts it"
          change={(next) => (next === undefined ? change({ config: rest }) : set({ schedule: next }))}
        />
      </div>
    </Card>
  );
}

const PROFILES = [
  ['plain', 'Plain: as the program that it is'],
  ['browser', 'Browser: headers and handshake of one'],
] as const;

function FetchCard({ form }: SettingsFormProps): ReactNode {
  const { edited, set } = form;
  const { fetch } = edited.config;
  const setFetch = (part: Partial<JobConfig['fetch']>): void => set({ fetch: { ...fetch, ...part } });
  const { delayMs: _delay, ...withoutDelay } = fetch;
  const { userAgent: _agent, ...withoutAgent } = fetch;
  return (
    <Card title="How pages are fetched">
      <div className="grid gap-3">
        <CheckField
          label="Keep to robots.txt"
          value={fetch.obeyRobots}
          change={(obeyRobots) => setFetch({ obeyRobots })}
        />
        <SelectField
          label="It asks as"
          value={fetch.profile}
          options={PROFILES}
          change={(profile) => setFetch({ profile })}
        />
        <RenderingFields fetch={fetch} change={(next) => set({ fetch: next })} />
        <NumberField
          label="Pause between two requests to one host, ms"
          hint="Empty: one second. Less holds on hosts of the operator alone."
          min={0}
          value={fetch.delayMs}
          change={(delayMs) => (delayMs === undefined ? set({ fetch: withoutDelay }) : setFetch({ delayMs }))}
          pointer="/config/fetch/delayMs"
        />
        <TextField
          label="What it calls itself"
          hint="Empty: as the operator says."
          value={fetch.userAgent ?? ''}
          change={(userAgent) => (userAgent === '' ? set({ fetch: withoutAgent }) : setFetch({ userAgent }))}
          pointer="/config/fetch/userAgent"
        />
        <LoginField login={fetch.login} change={(login) => set({ fetch: given({ ...fetch, login }) })} />
        <ProxyField pool={fetch.proxy} change={(proxy) => set({ fetch: given({ ...fetch, proxy }) })} />
        <RequestFields config={edited.config} change={set} />
        <HeaderFields headers={fetch.headers} change={(headers) => setFetch({ headers })} />
      </div>
    </Card>
  );
}

const OVERLAPS = [
  ['skip', 'is refused'],
  ['buffer_one', 'waits for its end'],
  ['cancel_other', 'ends it and begins anew'],
] as const;

function RunCard({ form }: SettingsFormProps): ReactNode {
  const { edited, set } = form;
  const { limits, overlap } = edited.config;
  return (
    <Card title="Runs">
      <div className="grid gap-3">
        <NumberField
          label="Pages of a run at most"
          min={1}
          value={limits.maxPages}
          change={(maxPages) => set({ limits: { ...limits, maxPages: maxPages ?? limits.maxPages } })}
          pointer="/config/limits/maxPages"
        />
        <NumberField
          label="Minutes of a run at most"
          min={1}
          step="any"
          value={limits.maxRunMs / MINUTE_MS}
          change={(minutes) =>
            set({ limits: { ...limits, maxRunMs: Math.round((minutes ?? 1_440) * MINUTE_MS) } })
          }
          pointer="/config/limits/maxRunMs"
        />
        <SelectField
          label="A start while a run goes on"
          value={overlap}
          options={OVERLAPS}
          change={(chosen) => set({ overlap: chosen })}
        />
        <EndingFields form={form} />
      </div>
    </Card>
  );
}

/** What becomes of runs that fail, are stopped or complete. */
function EndingFields({ form }: SettingsFormProps): ReactNode {
  const { edited, set } = form;
  const { retry, tolerance, stopGraceMs, dependents, fields, gates = [] } = edited.config;
  return (
    <>
      <NumberField
        label="Runs after one that failed"
        hint={`Each ${retry.afterMs / 1_000} s after the one before.`}
        min={0}
        value={retry.attempts}
        change={(attempts) => set({ retry: { ...retry, attempts: attempts ?? 0 } })}
        pointer="/config/retry"
      />
      <NumberField
        label="Share of failed pages a completed run may have, percent"
        min={0}
        value={Math.round(tolerance * 100)}
        change={(percent) => set({ tolerance: (percent ?? 0) / 100 })}
        pointer="/config/tolerance"
      />
      <NumberField
        label="Seconds running work gets when it is stopped"
        min={0}
        value={stopGraceMs / 1_000}
        change={(seconds) => set({ stopGraceMs: Math.round((seconds ?? 30) * 1_000) })}
        pointer="/config/stopGraceMs"
      />
      <GateFields
        gates={gates}
        fieldNames={fields.map(({ name }) => name)}
        onChange={(changed) => set({ gates: changed })}
      />
      <DependentFields dependents={dependents} onChange={(changed) => set({ dependents: changed })} />
    </>
  );
}
