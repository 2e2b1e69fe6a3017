// The form over a job's configuration: parts, schedule, conditions; saved over the version that was read, or not at all.
import { type ReactNode, useState } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { SaveBar } from '../settings/settings-tab.tsx';
import { type JobForm, useBeside, useJobForm } from '../use-job-form.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { hasSecrets, useJobLook } from '../new-job/job-look.ts';
import { ConditionLists } from '../new-job/picker/condition-list.tsx';
import { namesThatCount, type PickedParts } from '../new-job/picker/use-part.ts';
import { FieldFaults, faultsAt } from '../../ui/field/field-fault.tsx';
import { RuleTrial } from '../new-job/picker/rule-trial.tsx';
import { type Schedule, ScheduleField, withZone } from '../new-job/picker/schedule-field.tsx';
import { EditedPrice } from '../new-job/price/edited-price.tsx';
import type { ChosenRules } from '../new-job/price/price-telling.ts';
import { PageChoice, WatchedParts } from '../new-job/watched-parts.tsx';

type Changes = JobConfig['changes'];

const SCOPE = '/config/changes/scope';
const SCHEDULE = '/config/schedule';
const CONDITIONS = '/config/changes/conditions';
const PRICE_RULES = '/config/changes/priceRules';

interface EditFormProps {
  readonly job: JobView;
  readonly pages: readonly string[];
}

export function EditForm({ job, pages }: EditFormProps): ReactNode {
  const form = useJobForm(job);
  const { edited, saving, set } = form;
  const [scheduleText, typeSchedule] = useBeside<string | null>(form.begun, null);
  // Why the chosen price rules can not be saved; null: they can.
  const [priceFault, setPriceFault] = useBeside<string | null>(form.begun, null);
  const isSaid = scheduleText === null || edited.config.schedule !== undefined;
  const [url, setUrl] = useState(pages[0] ?? '');
  const { fetch, changes, source } = edited.config;
  const look = useJobLook(url, fetch);
  const { scope = { include: [], exclude: [] } } = changes;
  const setChanges = (part: Partial<Changes>): void => set({ changes: { ...changes, ...part } });
  return (
    <div className="grid gap-5 pb-12">
      <PageChoice pages={pages} chosen={url} source={source.kind} onChoose={setUrl} />
      {hasSecrets(fetch) ? (
        <Note title="The look goes without the job's secrets">
          What only its secret headers and the secrets of its steps open is not shown here; runs use them as
          always.
        </Note>
      ) : null}
      <WatchedParts
        look={look}
        parts={{ ...scope, bodyParts: changes.bodyParts ?? [], frameParts: changes.frameParts ?? [] }}
        onChange={(parts) => setChanges(partsOf(parts))}
        isPriceWatch={isPriceWatch(changes)}
        faults={<FieldFaults id="scope-faults" faults={faultsAt(saving.faults, SCOPE)} />}
      />
      <ScheduleCard
        schedule={edited.config.schedule ?? null}
        text={scheduleText}
        pages={pages.length}
        jobId={job.jobId}
        onType={typeSchedule}
        onSchedule={(schedule) => form.change({ config: withSchedule(edited.config, schedule) })}
        faults={<FieldFaults id="schedule-faults" faults={faultsAt(saving.faults, SCHEDULE)} />}
      />
      <TellingCards form={form} preview={look.preview} set={setChanges} notePriceFault={setPriceFault} />
      <Saving
        form={form}
        missing={isSaid ? priceFault : 'Say first how often it should run; then it can be saved.'}
      />
    </div>
  );
}

function partsOf(parts: PickedParts): Partial<Changes> {
  const { bodyParts, frameParts } = namesThatCount(parts);
  return {
    scope: { include: [...parts.include], exclude: [...parts.exclude] },
    bodyParts: [...bodyParts],
    frameParts: [...frameParts],
  };
}

function isPriceWatch({ watch }: Changes): boolean {
  return watch === 'price-and-stock';
}

interface TellingProps {
  readonly form: JobForm;
  readonly preview: PreviewView | undefined;
  readonly set: (part: Partial<Changes>) => void;
  readonly notePriceFault: (fault: string | null) => void;
}

/** Which moves of a price are told, or under which conditions a change of text is. */
function TellingCards({ form, preview, set, notePriceFault }: TellingProps): ReactNode {
  const { saving, begun } = form;
  const { changes } = form.edited.config;
  const setPriceRules = ({ rules, fault }: ChosenRules): void => {
    notePriceFault(fault);
    if (fault === null) set({ priceRules: [...rules] });
  };
  if (isPriceWatch(changes))
    return (
      <EditedPrice
        key={begun}
        rules={changes.priceRules ?? []}
        preview={preview}
        onChange={setPriceRules}
        faults={<FieldFaults id="price-faults" faults={faultsAt(saving.faults, PRICE_RULES)} />}
      />
    );
  return (
    <>
      <ConditionCard
        changes={changes}
        set={set}
        faults={<FieldFaults id="condition-faults" faults={faultsAt(saving.faults, CONDITIONS)} />}
      />
      {preview === undefined || preview.page === null ? null : (
        <Card title="Try it" aside="on the page as it was just seen">
          <RuleTrial previewId={preview.previewId} changes={changes} />
        </Card>
      )}
    </>
  );
}

interface SavingProps {
  readonly form: JobForm;
  /** What has to be said before it can be saved; null: nothing. */
  readonly missing: string | null;
}

function Saving({ form, missing }: SavingProps): ReactNode {
  const { saving } = form;
  const told = [SCOPE, SCHEDULE, CONDITIONS, PRICE_RULES].flatMap((place) => faultsAt(saving.faults, place));
  return (
    <>
      {saving.error === null || saving.faults.length > 0 ? null : <ProblemNote error={saving.error} />}
      <FieldFaults id="job-faults" faults={saving.faults.filter((fault) => !told.includes(fault))} />
      {missing === null ? (
        <SaveBar form={form} />
      ) : (
        <p role="status" className="text-ink-2">
          {missing}
        </p>
      )}
      <ConflictDialog saving={saving} />
    </>
  );
}

function withSchedule(config: JobConfig, schedule: Schedule | null): JobConfig {
  const { schedule: _before, ...rest } = config;
  return schedule === null ? rest : { ...rest, schedule: withZone(schedule) };
}

interface ScheduleCardProps {
  readonly schedule: Schedule | null;
  readonly text: string | null;
  readonly pages: number;
  readonly jobId: string;
  readonly onType: (text: string | null) => void;
  readonly onSchedule: (schedule: Schedule | null) => void;
  readonly faults: ReactNode;
}

function ScheduleCard(props: ScheduleCardProps): ReactNode {
  const { schedule, text, pages, jobId, onType, onSchedule, faults } = props;
  const hasNone = schedule === null && text === null;
  const remove = (): void => {
    onType(null);
    onSchedule(null);
  };
  return (
    <Card
      title="When?"
      aside={
        hasNone ? undefined : (
          <Button kind="quiet" onClick={remove}>
            Take the schedule away
          </Button>
        )
      }
    >
      {hasNone ? (
        <p className="mb-2 text-ink-2">It has no schedule: it runs when somebody starts it.</p>
      ) : null}
      <ScheduleField
        text={text}
        schedule={schedule}
        pages={pages}
        jobId={jobId}
        onType={onType}
        onUnderstood={onSchedule}
        onChoose={(chosen) => {
          onType(null);
          onSchedule(chosen);
        }}
      />
      {faults}
    </Card>
  );
}

interface ConditionCardProps {
  readonly changes: Changes;
  readonly set: (part: Partial<Changes>) => void;
  readonly faults: ReactNode;
}

function ConditionCard({ changes, set, faults }: ConditionCardProps): ReactNode {
  const { all = [], any = [] } = changes.conditions ?? {};
  return (
    <Card title="Only while …" aside="a change is told only while these hold">
      <ConditionLists
        conditions={{ all, any }}
        onChange={(next) => set({ conditions: { all: [...next.all], any: [...next.any] } })}
      />
      {faults}
    </Card>
  );
}
