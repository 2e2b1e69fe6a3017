// The fields of an alert rule: first what it tells, of which jobs and whom; then what most rules leave as it is.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { TagList } from '../../api/schemas/job/job-list.ts';
import { ask } from '../api/ask.ts';
import { ChannelChoice } from '../channel-list/channel-choice.tsx';
import { SelectField, TextField } from '../settings/plain-fields.tsx';
import { AlsoFields } from './also-fields.tsx';
import { UnwellFields } from './unwell-fields.tsx';
import { isRefined, type RuleDraft, type WhenWord } from './rule-draft.ts';

const WHEN: readonly (readonly [WhenWord, string])[] = [
  ['notable change', 'A change that matters'],
  ['major change', 'A major change'],
  ['change', 'Any change'],
  ['price', 'A price or a stock'],
  ['run fails', 'A failed run'],
  ['pages fail', 'Pages that fail again and again'],
  ['no run', 'A run that is due and does not begin'],
  ['host blocked', 'A host that does not answer'],
  ['health', 'Webloom itself is not well'],
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
      <SelectField label="Tell me of" value={draft.when} options={WHEN} choose={(when) => change({ when })} />
      <WhenField draft={draft} change={change} />
      {draft.when === 'health' ? null : <ScopeFields draft={draft} change={change} />}
      <ChannelChoice chosen={draft.channels} choose={(channels) => change({ channels })} />
      <Also draft={draft} change={change} />
    </>
  );
}

function WhenField({ draft, change }: RuleFieldsProps): ReactNode {
  const { when, price, runs, lateMinutes } = draft;
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
    case 'change':
    case 'notable change':
    case 'major change':
    case 'run fails':
      return null;
  }
}

/** A rule of one job keeps it, or becomes one for more jobs. */
function ScopeFields({ draft: { scope, tag, jobId }, change }: RuleFieldsProps): ReactNode {
  const known = useId();
  const { data } = useQuery({
    queryKey: ['jobs', 'tags'],
    queryFn: ({ signal }) => ask<TagList>('/v1/tags', { signal }),
    enabled: scope === 'tag',
    staleTime: 60_000,
  });
  const ofOne = jobId === '' ? [] : ([['job', 'This job alone']] as const);
  return (
    <>
      <SelectField
        label="Of which jobs"
        value={scope}
        options={[...ofOne, ['workspace', 'All jobs'], ['tag', 'Jobs with a tag']] as const}
        choose={(chosen) => change({ scope: chosen })}
      />
      {scope === 'tag' ? (
        <>
          <TextField
            label="Tag"
            hint="Jobs that get it later belong to them, too."
            list={known}
            value={tag}
            change={(text) => change({ tag: text })}
          />
          <datalist id={known}>
            {(data?.items ?? []).map((item) => (
              <option key={item.tag}>{item.tag}</option>
            ))}
          </datalist>
        </>
      ) : null}
    </>
  );
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
        Also: narrower, how often, reminders, quiet hours
      </summary>
      {isOpen ? (
        <div className="grid gap-4 pt-3 pb-1">
          <AlsoFields draft={draft} change={change} />
        </div>
      ) : null}
    </details>
  );
}
