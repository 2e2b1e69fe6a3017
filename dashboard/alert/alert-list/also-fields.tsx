// What most alert rules leave as it is: narrower changes, how often, reminders, quiet hours and their zone.
import type { ReactNode } from 'react';
import { CHANGE_KINDS } from '../../../domain/change/change.ts';
import { KIND_WORDS } from '../../change/change-list/inbox-filter.ts';
import { CheckField, SelectField, TextField, TickField } from '../../ui/field/plain-fields.tsx';
import { EscalationFields } from './escalation-fields.tsx';
import type { RuleDraft } from './rule-draft.ts';

const OFTEN = [
  ['none', 'at once'],
  ['hour', 'once an hour'],
  ['day', 'once a day'],
] as const;

interface AlsoFieldsProps {
  readonly draft: RuleDraft;
  readonly change: (change: Partial<RuleDraft>) => void;
}

export function AlsoFields({ draft, change }: AlsoFieldsProps): ReactNode {
  const { when, digest, remindMinutes, tellEnd, stormAfter } = draft;
  return (
    <>
      {when.endsWith('change') ? <NarrowFields draft={draft} change={change} /> : null}
      <SelectField
        label="How often"
        hint="Once an hour, once a day: what came within it is one message."
        value={digest}
        options={OFTEN}
        change={(often) => change({ digest: often })}
      />
      <TextField
        label="Remind after so many minutes"
        hint="Again and again, until somebody acknowledges it. Empty: told once."
        type="number"
        min={1}
        max={43_200}
        value={remindMinutes}
        change={(text) => change({ remindMinutes: text })}
      />
      <EscalationFields draft={draft} change={change} />
      {isFailure(draft) ? null : (
        <TextField
          label="Of one run, one by one at most"
          hint="All further changes or prices of the run are one message."
          type="number"
          min={1}
          max={100}
          required
          value={stormAfter}
          change={(text) => change({ stormAfter: text })}
        />
      )}
      {isFailure(draft) ? (
        <CheckField
          label="Tell me when it is over, too"
          value={tellEnd}
          change={(isTold) => change({ tellEnd: isTold })}
        />
      ) : null}
      <QuietFields draft={draft} change={change} />
    </>
  );
}

function isFailure({ when }: RuleDraft): boolean {
  return when !== 'price' && !when.endsWith('change');
}

function NarrowFields({ draft: { text, part, kinds }, change }: AlsoFieldsProps): ReactNode {
  return (
    <>
      <TextField
        label="With this text"
        hint="In what came or went; empty: any. A pattern stands as /sold out/."
        value={text}
        change={(typed) => change({ text: typed })}
      />
      <TextField
        label="In this part"
        hint="Name of a field, or of the heading above it; empty: anywhere."
        value={part}
        change={(typed) => change({ part: typed })}
      />
      <TickField
        legend="Of these kinds"
        hint="None is ticked: all of them."
        value={kinds}
        options={CHANGE_KINDS.map((kind) => [kind, KIND_WORDS[kind] ?? kind] as const)}
        change={(ticked) => change({ kinds: ticked })}
      />
    </>
  );
}

function QuietFields({ draft: { quietFrom, quietTo, zone }, change }: AlsoFieldsProps): ReactNode {
  const zones = Intl.supportedValuesOf('timeZone');
  const all = ['UTC', ...zones.filter((one) => one !== 'UTC')];
  const options = (all.includes(zone) ? all : [zone, ...all]).map(
    (one) => [one, one.replaceAll('_', ' ')] as const,
  );
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <TextField
          label="Quiet from"
          hint="Nobody is told then."
          type="time"
          value={quietFrom}
          change={(time) => change({ quietFrom: time })}
        />
        <TextField
          label="Quiet until"
          hint="What waited is told then."
          type="time"
          value={quietTo}
          change={(time) => change({ quietTo: time })}
        />
      </div>
      <SelectField
        label="Time zone"
        hint="Of quiet hours, and of the hour at which a day is told."
        value={zone}
        options={options}
        change={(chosen) => change({ zone: chosen })}
      />
    </>
  );
}
