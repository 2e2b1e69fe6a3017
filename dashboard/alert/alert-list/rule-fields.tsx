// The fields of an alert rule: first what it tells, of which jobs and whom; then what most rules leave as it is.
import { type ReactNode, useState } from 'react';
import type { FindingKind } from '../../../domain/config/gate/finding.ts';
import { ChannelChoice } from './channel-choice.tsx';
import { ScopeChoice } from '../../verb/job-choice/scope-choice.tsx';
import { SelectField, TextField, TickField } from '../../ui/field/plain-fields.tsx';
import type { Form, FormField } from '../../ui/form/use-form.ts';
import { AlsoFields } from './also-fields.tsx';
import { isRefined, type RuleDraft, type WhenWord } from './rule-draft.ts';

const WHEN: readonly (readonly [WhenWord, string])[] = [
  ['notable change', 'A change that matters'],
  ['major change', 'A major change'],
  ['change', 'Any change'],
  ['price', 'A price or a stock'],
  ['run fails', 'A failed run'],
  ['pages fail', 'Pages that fail again and again'],
  ['worse than usual', 'A run that goes worse than usual'],
  ['nothing to watch', 'A job with nothing to watch'],
  ['no run', 'A run that is due and does not begin'],
  ['host blocked', 'A host that does not answer'],
  ['health', 'Webloom itself is not well'],
  ['limit near', 'A limit of the plan that is near'],
];

const FINDINGS: readonly (readonly [FindingKind, string])[] = [
  ['pages', 'Far fewer pages'],
  ['failures', 'Far more failures'],
  ['field', 'A field that is not found any more'],
  ['page-type', 'Pages of another type'],
  ['body-size', 'Pages of another size'],
  ['duration', 'A far longer time'],
];

/** Of Webloom itself. */
const PARTS = [
  ['service', 'Store, RabbitMQ, Temporal'],
  ['agent', 'Processes'],
  ['queue', 'Queues'],
  ['starts', 'Starts that are late'],
  ['disk', 'The disk'],
  ['network', 'Names of hosts'],
  ['hosts', 'Many hosts at once'],
] as const;

const ALL = 'None is ticked: all of them.';

export interface RuleFieldsProps {
  readonly form: Form<RuleDraft>;
}

export function RuleFields({ form }: RuleFieldsProps): ReactNode {
  const { values, field, change } = form;
  return (
    <>
      <TextField label="Name" hint="It stands in each message." {...field('name')} />
      <SelectField
        label="Tell me of"
        options={WHEN}
        value={values.when}
        change={(when) => change(when === 'limit near' ? { when, scope: 'workspace' } : { when })}
      />
      <WhenField form={form} />
      {values.when === 'health' || values.when === 'limit near' ? null : (
        <ScopeChoice draft={values} change={change} />
      )}
      <ChannelChoice {...field('channels')} />
      <Also form={form} />
    </>
  );
}

const COUNT = { type: 'number', min: 1, required: true } as const;

function WhenField({ form: { values, field } }: RuleFieldsProps): ReactNode {
  switch (values.when) {
    case 'host blocked':
      return <UnwellMinutes {...field('unwellMinutes')} />;
    case 'health':
      return (
        <>
          <UnwellMinutes {...field('unwellMinutes')} />
          <TickField legend="Of these parts" hint={ALL} options={PARTS} {...field('parts')} />
        </>
      );
    case 'price':
      return (
        <TextField
          label="Price rule"
          hint="As drop 5%, below 99.95 EUR, above 120 EUR, 30-day low, back in stock."
          {...field('price')}
        />
      );
    case 'pages fail':
      return (
        <TextField label="In how many runs one after the other" {...COUNT} max={20} {...field('runs')} />
      );
    case 'worse than usual':
      return (
        <TickField
          legend="What is worse than in the runs before"
          hint={ALL}
          options={FINDINGS}
          {...field('findings')}
        />
      );
    case 'no run':
      return <TextField label="How many minutes after it was due" {...COUNT} {...field('lateMinutes')} />;
    case 'limit near':
      return <TextField label="Percent of the limit in use" {...COUNT} max={100} {...field('nearPercent')} />;
    case 'change':
    case 'notable change':
    case 'major change':
    case 'run fails':
    case 'nothing to watch':
      return null;
  }
}

function UnwellMinutes(field: FormField<string>): ReactNode {
  return (
    <TextField
      label="For how many minutes"
      hint="What is over sooner is told to nobody."
      {...COUNT}
      {...field}
    />
  );
}

function Also({ form }: RuleFieldsProps): ReactNode {
  const [isOpen, setOpen] = useState(isRefined(form.values));
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="rounded-m border border-line px-3 py-2"
    >
      <summary className="min-h-6 cursor-pointer text-ink-2">
        Also: narrower, how often, reminders, steps, quiet hours
      </summary>
      {isOpen ? (
        <div className="grid gap-4 pt-3 pb-1">
          <AlsoFields form={form} />
        </div>
      ) : null}
    </details>
  );
}
