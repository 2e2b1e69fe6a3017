// The steps that a browser takes on each page: a list to add to, to order and to name, with how each ended where they were tried.
import { type ReactNode, useContext } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { MAX_PAGE_STEPS } from '../../../domain/config/page-step/bounds.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { WholePicture } from '../../ui/picture/whole-picture.tsx';
import { CheckField, JobFaults, LinesField, NumberField, SelectField, TextField } from './form-field.tsx';
import { keptMark, SecretHostsField } from './hosts-field.tsx';
import {
  memberText,
  membersOfPageStep,
  moved,
  NEW_PAGE_STEP,
  PAGE_STEP_KINDS,
  type PageStepMember,
  withKind,
  withMember,
} from './page-step-draft.ts';

type Results = NonNullable<PreviewView['pageSteps']>;
type Result = Results[number];

interface PageStepFieldsProps {
  readonly steps: readonly PageStep[];
  readonly change: (steps: PageStep[]) => void;
  /** How they ended when they were tried; absent: they were not. */
  readonly results?: Results | null;
  /** What was on the screen when one of them failed. */
  readonly picture?: ShownPicture | null;
}

interface ShownPicture {
  readonly src: string;
  readonly size: NonNullable<PreviewView['picture']>;
}

const POINTER = '/config/fetch/steps';

export function PageStepFields({
  steps,
  change,
  results = null,
  picture = null,
}: PageStepFieldsProps): ReactNode {
  const set = (at: number, step: PageStep | null): void =>
    change(steps.flatMap((one, index) => (index !== at ? [one] : (step ?? []))));
  return (
    <div className="grid gap-3">
      <ol aria-label="Steps" className="grid gap-3">
        {steps.map((step, at) => (
          <StepRow
            // Rows have no id of their own, and what is in one is being changed.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            step={step}
            at={at}
            isLast={at === steps.length - 1}
            result={results?.find(({ n }) => n === at + 1)}
            picture={picturedAt(results ?? []) === at + 1 ? picture : null}
            onStep={(changed) => set(at, changed)}
            onMove={(by) => change(moved(steps, at, by))}
          />
        ))}
      </ol>
      <div>
        <Button disabled={steps.length >= MAX_PAGE_STEPS} onClick={() => change([...steps, NEW_PAGE_STEP])}>
          Add a step
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly step: PageStep;
  /** From 0. */
  readonly at: number;
  readonly isLast: boolean;
  readonly result: Result | undefined;
  readonly picture: ShownPicture | null;
  /** Null: not any more. */
  readonly onStep: (step: PageStep | null) => void;
  readonly onMove: (by: number) => void;
}

function StepRow(row: RowProps): ReactNode {
  const { step, at, result, picture, onStep } = row;
  return (
    <li className="grid gap-2 border-l-2 border-line pl-3">
      <StepHead {...row} />
      {result === undefined ? null : <Outcome result={result} />}
      <div className="grid gap-2 desk:grid-cols-2">
        {membersOfPageStep(step).map((member) => (
          <MemberField key={member.name} step={step} at={at} member={member} onStep={onStep} />
        ))}
      </div>
      {step.do === 'fill' ? (
        <CheckField
          label="It is a secret: encrypted when it is stored, and never shown again"
          value={step.secret === true}
          change={(secret) => onStep(withMember(step, 'secret', secret))}
        />
      ) : null}
      {step.do === 'fill' && step.secret === true ? (
        <SecretHostsField
          key={keptMark(step.value)}
          hosts={step.hosts ?? []}
          change={(hosts) => onStep({ ...step, hosts })}
          pointer={`${POINTER}/${at}/hosts`}
        />
      ) : null}
      {step.do === 'picture' ? (
        <p className="text-s text-ink-2">
          Of the page as it is now, in place of that at the end. It is not scrolled through.
        </p>
      ) : (
        <CheckField
          label="Leave it out where what it needs is not there"
          value={step.optional === true}
          change={(optional) => onStep(withMember(step, 'optional', optional))}
        />
      )}
      <StepFault at={at} />
      {picture === null ? null : (
        <div className="max-w-2xl">
          <WholePicture {...picture} alt={`The page at step ${at + 1}`} />
        </div>
      )}
      <StepNaming step={step} at={at} onStep={onStep} />
    </li>
  );
}

/** A look has one picture: of the step that failed, or else of the one that keeps it. */
function picturedAt(results: Results): number | undefined {
  const failed = results.find(({ outcome }) => outcome === 'failed');
  return (failed ?? results.find(({ kind, outcome }) => kind === 'picture' && outcome === 'ok'))?.n;
}

function StepHead({ step, at, isLast, onStep, onMove }: RowProps): ReactNode {
  const n = at + 1;
  return (
    <div className="flex items-end gap-1">
      <span className="min-w-0 flex-1">
        <SelectField
          label={`Step ${n}`}
          value={step.do}
          options={PAGE_STEP_KINDS}
          change={(kind) => onStep(withKind(step, kind))}
          pointer={`${POINTER}/${at}/do`}
        />
      </span>
      <IconButton label={`Move step ${n} up`} disabled={at === 0} onClick={() => onMove(-1)}>
        <Icon name="up" />
      </IconButton>
      <IconButton label={`Move step ${n} down`} disabled={isLast} onClick={() => onMove(1)}>
        <Icon name="down" />
      </IconButton>
      <IconButton label={`Remove step ${n}`} onClick={() => onStep(null)}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}

function StepNaming({ step, at, onStep }: Pick<RowProps, 'step' | 'at' | 'onStep'>): ReactNode {
  return (
    <details open={step.name !== undefined || step.timeoutMs !== undefined}>
      <summary className="min-h-6 cursor-pointer text-s text-ink-2">
        {step.do === 'picture' ? 'Name' : 'Name and time'}
      </summary>
      <div className="mt-2 grid gap-2 desk:grid-cols-2">
        <TextField
          label="What it is called"
          value={step.name ?? ''}
          change={(name) => onStep(withMember(step, 'name', name))}
          pointer={`${POINTER}/${at}/name`}
          maxLength={80}
          dir="auto"
        />
        {step.do === 'picture' ? null : (
          <NumberField
            label="Time it may take, ms"
            hint="Empty: 10,000; 1,000 where it may be left out."
            min={100}
            value={step.timeoutMs}
            change={(ms) => onStep(withMember(step, 'timeoutMs', ms))}
            pointer={`${POINTER}/${at}/timeoutMs`}
          />
        )}
      </div>
    </details>
  );
}

interface MemberProps extends Pick<RowProps, 'step' | 'at' | 'onStep'> {
  readonly member: PageStepMember;
}

function MemberField({ step, at, member, onStep }: MemberProps): ReactNode {
  const { name, label, hint, type = 'text' } = member;
  const text = memberText(step, name);
  const frame = { label, pointer: `${POINTER}/${at}/${name}`, ...(hint === undefined ? {} : { hint }) };
  const set = (value: string | number | undefined): void => {
    const changed = withMember(step, name, value);
    const isOther = step.do === 'fill' && step.value === MASK && name === 'value';
    onStep(isOther && changed.do === 'fill' ? { ...changed, hosts: undefined } : changed);
  };
  if (type === 'number')
    return <NumberField {...frame} value={text === '' ? undefined : Number(text)} change={set} />;
  if (type === 'lines')
    return <LinesField {...frame} value={text.split('\n')} change={(lines) => set(lines.join('\n'))} />;
  const isSecret = step.do === 'fill' && step.secret === true && name === 'value';
  return (
    <TextField
      {...frame}
      value={text}
      change={set}
      type={isSecret ? 'password' : 'text'}
      autoComplete="off"
      spellCheck={false}
      dir="auto"
    />
  );
}

/** What is wrong with the step as a whole. */
function StepFault({ at }: { readonly at: number }): ReactNode {
  const fault = useContext(JobFaults).find(({ pointer }) => pointer === `${POINTER}/${at}`);
  return fault === undefined ? null : (
    <p role="alert" className="text-s text-failed">
      {fault.detail}
    </p>
  );
}

const WORDS = {
  ok: ['Done', 'text-completed', 'check'],
  skipped: ['Left out', 'text-ink-2', 'circle'],
  failed: ['Failed', 'text-failed', 'close'],
} as const;

function Outcome({ result: { outcome, ms, detail } }: { readonly result: Result }): ReactNode {
  const [words, colour, icon] = WORDS[outcome];
  return (
    <p className={`flex items-center gap-1.5 text-s ${colour}`}>
      <Icon name={icon} />
      <span className="min-w-0 break-words">
        {words} in {formatDuration(ms)}
        {detail === undefined ? null : `: ${detail}`}
      </span>
    </p>
  );
}
