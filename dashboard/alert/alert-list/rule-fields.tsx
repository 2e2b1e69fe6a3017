// The fields of an alert rule: first what it tells, of which jobs and whom; then what most rules leave as it is.
import { type ReactNode, useState } from 'react';
import { ChannelChoice } from './channel-choice.tsx';
import { ScopeChoice } from '../../verb/job-choice/scope-choice.tsx';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { AlsoFields } from './also-fields.tsx';
import { FindingFields } from './finding-fields.tsx';
import { UnwellFields } from './unwell-fields.tsx';
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

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
}

export function RuleFields({ draft, change }: RuleFieldsProps): ReactNode {
  return (
    <>
      <TextField
        label="Name"
        hint="It stands in each message."
        value={draft.name}
        change={(name) => change({ name })}
      />
      <SelectField
        label="Tell me of"
        value={draft.when}
        options={WHEN}
        change={(when) => change(when === 'limit near' ? { when, scope: 'workspace' } : { when })}
      />
      <WhenField draft={draft} change={change} />
      {draft.when === 'health' || draft.when === 'limit near' ? null : (
        <ScopeChoice draft={draft} change={change} />
      )}
      <ChannelChoice value={draft.channels} change={(channels) => change({ channels })} />
      <Also draft={draft} change={change} />
    </>
  );
}

function WhenField({ draft, change }: RuleFieldsProps): ReactNode {
  const { when, price, runs, lateMinutes, nearPercent } = draft;
  switch (when) {
    case 'host blocked':
    case 'health':
      return <UnwellFields draft={draft} change={change} />;
    case 'price':
      return (
        <TextField
          label="Price rule"
          hint="As drop 5%, below 99.95 EUR, above 120 EUR, 30-day low, back in stock."
          value={price}
          change={(words) => change({ price: words })}
        />
      );
    case 'pages fail':
      return (
        <TextField
          label="In how many runs one after the other"
          type="number"
          min={1}
          max={20}
          required
          value={runs}
          change={(text) => change({ runs: text })}
        />
      );
    case 'worse than usual':
      return <FindingFields draft={draft} change={change} />;
    case 'no run':
      return (
        <TextField
          label="How many minutes after it was due"
          type="number"
          min={1}
          required
          value={lateMinutes}
          change={(text) => change({ lateMinutes: text })}
        />
      );
    case 'limit near':
      return (
        <TextField
          label="Percent of the limit in use"
          type="number"
          min={1}
          max={100}
          required
          value={nearPercent}
          change={(text) => change({ nearPercent: text })}
        />
      );
    case 'change':
    case 'notable change':
    case 'major change':
    case 'run fails':
    case 'nothing to watch':
      return null;
  }
}

function Also({ draft, change }: RuleFieldsProps): ReactNode {
  const [isOpen, setOpen] = useState(isRefined(draft));
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
          <AlsoFields draft={draft} change={change} />
        </div>
      ) : null}
    </details>
  );
}
