// The form over a job's configuration: parts, schedule, conditions; saved over the version that was read, or not at all.
import { type ReactNode, useState } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import type { JobView } from '../../../api/schemas/job/job.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { type EditedJob, jobPatchBetween } from '../merge-patch.ts';
import { SaveBar } from '../settings/settings-tab.tsx';
import { toEdited, useSaveJob } from '../use-save-job.ts';
import { Button } from '../../ui/button.tsx';
import { Card, Note } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { hasSecrets, useJobLook } from './job-look.ts';
import { ConditionLists } from './picker/condition-list.tsx';
import { namesThatCount, type PickedParts } from './picker/use-part.ts';
import { FieldFaults, faultsAt } from '../../ui/field/field-fault.tsx';
import { RuleTrial } from './picker/rule-trial.tsx';
import { type Schedule, ScheduleField, withZone } from './picker/schedule-field.tsx';
import { EditedPrice } from './price/edited-price.tsx';
import type { ChosenRules } from './price/price-telling.ts';
import { PageChoice, WatchedParts } from './watched-parts.tsx';

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
  const edit = useEdit(job);
  const { edited, scheduleText, change, typeSchedule, saving } = edit;
  const [url, setUrl] = useState(pages[0] ?? '');
  const { fetch, changes, source } = edited.config;
  const look = useJobLook(url, fetch);
  const { scope = { include: [], exclude: [] } } = changes;
  const setChanges = (part: Partial<Changes>): void =>
    change({ ...edited.config, changes: { ...changes, ...part } });
  return (
    <div className="grid gap-5 pb-12">
      <PageChoice pages={pages} chosen={url} source={source.kind} onChoose={setUrl} />
      {hasSecrets(fetch) ? (
        <Note title="The look goes without the job's secret headers">
          What only they open is not shown here; runs send them as always.
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
        onSchedule={(schedule) => change(withSchedule(edited.config, schedule))}
        faults={<FieldFaults id="schedule-faults" faults={faultsAt(saving.faults, SCHEDULE)} />}
      />
      <TellingCards edit={edit} preview={look.preview} set={setChanges} />
      <Saving edit={edit} />
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
  readonly edit: ReturnType<typeof useEdit>;
  readonly preview: PreviewView | undefined;
  readonly set: (part: Partial<Changes>) => void;
}

/** Which moves of a price are told, or under which conditions a change of text is. */
function TellingCards({ edit, preview, set }: TellingProps): ReactNode {
  const { saving, begun, setPriceFault } = edit;
  const { changes } = edit.edited.config;
  const setPriceRules = ({ rules, fault }: ChosenRules): void => {
    setPriceFault({ begun, fault });
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

function Saving({ edit }: { readonly edit: ReturnType<typeof useEdit> }): ReactNode {
  const { read, edited, scheduleText, reset, saving, priceFault } = edit;
  const told = [SCOPE, SCHEDULE, CONDITIONS, PRICE_RULES].flatMap((place) => faultsAt(saving.faults, place));
  const isSaid = scheduleText === null || edited.config.schedule !== undefined;
  const missing = isSaid ? priceFault : 'Say first how often it should run; then it can be saved.';
  return (
    <>
      {saving.error === null || saving.faults.length > 0 ? null : <ProblemNote error={saving.error} />}
      <FieldFaults id="job-faults" faults={saving.faults.filter((fault) => !told.includes(fault))} />
      {missing === null ? (
        <SaveBar
          isChanged={jobPatchBetween(toEdited(read), edited) !== null}
          saving={saving}
          save={() => saving.save(edited)}
          reset={reset}
        />
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

/** What is edited belongs to the version that was read, also when somebody else saves a newer one. */
function useEdit(job: JobView) {
  const [read, setRead] = useState(job);
  const [edited, setEdited] = useState<EditedJob>(() => toEdited(job));
  const [scheduleText, setScheduleText] = useState<string | null>(null);
  const [begun, setBegun] = useState(0);
  const [typedFault, setPriceFault] = useState({ begun: 0, fault: null as string | null });
  const begin = (from: JobView): void => {
    setBegun((times) => times + 1);
    setRead(from);
    setEdited(toEdited(from));
    setScheduleText(null);
  };
  // After a save, or after taking the version of others, the form begins anew with what is stored.
  const saving = useSaveJob(read, begin);
  return {
    read,
    /** Another number whenever the form begins anew. */
    begun,
    /** Why the chosen price rules can not be saved; null: they can. */
    priceFault: typedFault.begun === begun ? typedFault.fault : null,
    setPriceFault,
    edited,
    scheduleText,
    change: (config: JobConfig) => setEdited({ ...edited, config }),
    typeSchedule: setScheduleText,
    reset: () => begin(read),
    saving,
  };
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
