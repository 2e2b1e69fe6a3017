// What counts as a change and which prices are told: rules as forms, tried on what is stored before they are saved.
import type { ReactNode } from 'react';
import { OperatorFields } from '../../ui/field/operators.tsx';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { given } from '../../../domain/system/given.ts';
import type { JobConfig } from '../../../domain/config/schema.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { ChangePreview } from './change-preview.tsx';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { CheckField, JobFaults, LinesField, NumberField, SelectField } from '../settings/form-field.tsx';
import type { EditedJob } from '../merge-patch.ts';
import { PictureRules } from './picture-rules.tsx';
import { PriceRules } from './price-rules.tsx';
import { SaveBar } from '../settings/settings-tab.tsx';
import { useJobForm } from '../use-job-form.ts';
import { toEdited } from '../use-save-job.ts';

type Changes = JobConfig['changes'];

export function RulesTab({ job }: { readonly job: JobView }): ReactNode {
  return <Rules key={job.jobId} job={job} />;
}

function Rules({ job }: { readonly job: JobView }): ReactNode {
  const form = useJobForm(job, withoutBlankLines);
  const { saving } = form;
  const { changes } = form.edited.config;
  const set = (part: Partial<Changes>): void =>
    form.set({ changes: { ...changes, ...part, ...goneWith(part) } });
  return (
    <>
      <FormProblem error={saving.error} />
      <OperatorFields>
        <JobFaults value={saving.faults}>
          <div className="grid gap-4 desk:grid-cols-2">
            <Card title="What counts as a change">
              {changes.watch === 'picture' ? (
                <PictureRules jobId={job.jobId} changes={changes} set={set} />
              ) : changes.watch === 'price-and-stock' ? (
                <p className="text-ink-2">
                  This job tells price and stock alone, by the rules beside: what differs in the text of its
                  pages is told to nobody.
                </p>
              ) : (
                <ChangeForm changes={changes} set={set} />
              )}
              {changes.watch === 'picture' ? null : (
                <div className="mt-3.5">
                  <ModelSummaryField changes={changes} set={set} />
                </div>
              )}
            </Card>
            <div className="grid content-start gap-4">
              {changes.watch === 'picture' ? null : (
                <ChangePreview
                  jobId={job.jobId}
                  before={toEdited(form.read).config.changes}
                  after={form.wanted.config.changes}
                />
              )}
              <PriceRules jobId={job.jobId} changes={changes} set={set} />
            </div>
          </div>
        </JobFaults>
      </OperatorFields>
      <SaveBar form={form} />
      <ConflictDialog saving={saving} />
    </>
  );
}

const NO_TEXT_RULES: Partial<Changes> = {
  ignoreText: [],
  triggerText: [],
  blockWhilePresent: [],
  only: [],
  newLinesOnly: false,
  comparedVersions: 1,
  minSeverity: 'minor',
  noise: 'rules',
  frame: 'minor',
};

/** Rules about text are refused where other things alone are told, and those about pictures where these are not. */
function goneWith({ watch }: Partial<Changes>): Partial<Changes> {
  if (watch === undefined) return {};
  const noPicture = watch === 'picture' ? {} : { picture: undefined };
  return watch === 'page' ? noPicture : { ...NO_TEXT_RULES, conditions: { all: [], any: [] }, ...noPicture };
}

function withoutBlankPlaces({
  include,
  exclude,
  ...rest
}: NonNullable<Changes['picture']>): Changes['picture'] {
  const filled = (places: typeof include): typeof include => places?.filter((place) => place !== '');
  return { ...rest, ...given({ include: filled(include), exclude: filled(exclude) }) };
}

function withoutBlankLines(edited: EditedJob): EditedJob {
  const filled = (lines: readonly string[]): string[] => lines.filter((line) => line.trim() !== '');
  const { changes } = edited.config;
  const { ignoreText, triggerText, blockWhilePresent, picture } = changes;
  return {
    ...edited,
    config: {
      ...edited.config,
      changes: {
        ...changes,
        ignoreText: filled(ignoreText),
        triggerText: filled(triggerText),
        blockWhilePresent: filled(blockWhilePresent),
        ...(picture === undefined ? {} : { picture: withoutBlankPlaces(picture) }),
      },
    },
  };
}

interface ChangeFormProps {
  readonly changes: Changes;
  readonly set: (part: Partial<Changes>) => void;
}

export const LEAST = [
  ['minor', 'Every change'],
  ['notable', 'Notable and major ones'],
  ['major', 'Major ones alone'],
] as const;
const NOISE = [
  ['rules', 'Leave out clocks, counters, turning boxes'],
  ['none', 'Every difference counts'],
] as const;
export const FRAME = [
  ['minor', 'Tell it as minor'],
  ['tell', 'Tell it like the text'],
  ['quiet', 'Keep it quiet'],
] as const;
const LINE_KINDS = [
  ['added', 'added'],
  ['removed', 'removed'],
  ['changed', 'changed'],
] as const;
const PATTERN_HELP = 'One a line: a text, or /pattern/ with flags.';

function ChangeForm({ changes, set }: ChangeFormProps): ReactNode {
  const { only } = changes;
  return (
    <div className="grid gap-3.5">
      <TextRules changes={changes} set={set} />
      <SelectField
        label="How much a change has to matter"
        value={changes.minSeverity ?? 'minor'}
        options={LEAST}
        change={(minSeverity) => set({ minSeverity })}
      />
      <SelectField label="Noise" value={changes.noise} options={NOISE} change={(noise) => set({ noise })} />
      <SelectField
        label="Menus, footer, side columns changed, the text did not"
        value={changes.frame}
        options={FRAME}
        change={(frame) => set({ frame })}
      />
      <fieldset>
        <legend className="mb-1 text-s font-[540]">Lines that tell; none marked: all</legend>
        <div className="flex flex-wrap gap-x-5">
          {LINE_KINDS.map(([kind, word]) => (
            <CheckField
              key={kind}
              label={word}
              value={only.includes(kind)}
              change={(isOn) => set({ only: isOn ? [...only, kind] : only.filter((one) => one !== kind) })}
            />
          ))}
        </div>
      </fieldset>
      <CheckField
        label="Only lines that no version told before had"
        value={changes.newLinesOnly}
        change={(newLinesOnly) => set({ newLinesOnly })}
      />
      <NumberField
        label="Versions told last that the page is compared with"
        hint="With 2 or more, a page that is again as one of them was is not told."
        value={changes.comparedVersions}
        min={1}
        change={(comparedVersions = 1) => set({ comparedVersions })}
        pointer="/config/changes/comparedVersions"
      />
      <CheckField
        label="Look a second time before a change is told"
        value={changes.confirm}
        change={(confirm) => set({ confirm })}
      />
      <Button kind="quiet" className="w-fit" onClick={() => set(NO_TEXT_RULES)}>
        Back to the usual rules
      </Button>
    </div>
  );
}

function ModelSummaryField({ changes, set }: ChangeFormProps): ReactNode {
  return (
    <CheckField
      label="A language model says in a sentence what changed"
      hint="Where the operator has set one up. It decides nothing; the lines that differ are sent to it."
      value={changes.modelSummary ?? false}
      change={(modelSummary) => set({ modelSummary })}
    />
  );
}

/** Rules by texts that stand on the page. */
function TextRules({ changes, set }: ChangeFormProps): ReactNode {
  return (
    <>
      <LinesField
        label="Do not compare lines with"
        hint={PATTERN_HELP}
        value={changes.ignoreText}
        change={(ignoreText) => set({ ignoreText })}
        pointer="/config/changes/ignoreText"
      />
      <LinesField
        label="Tell only when one of these is there"
        hint={PATTERN_HELP}
        value={changes.triggerText}
        change={(triggerText) => set({ triggerText })}
        pointer="/config/changes/triggerText"
      />
      <LinesField
        label="Tell nothing while the page has one of these"
        hint={PATTERN_HELP}
        value={changes.blockWhilePresent}
        change={(blockWhilePresent) => set({ blockWhilePresent })}
        pointer="/config/changes/blockWhilePresent"
      />
    </>
  );
}
