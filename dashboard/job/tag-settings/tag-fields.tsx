// The members that people set by tag most, as fields: when jobs run, how pages are fetched, what counts as a change, what is kept.
import type { ReactNode } from 'react';
import type { FormField } from '../../ui/form/use-form.ts';
import { NumberField } from '../settings/form-field.tsx';
import { HeaderFields } from '../settings/header-fields.tsx';
import { ProxyField } from '../settings/proxy-field.tsx';
import { RENDERS } from '../settings/rendering-fields.tsx';
import { ScheduleFields } from '../settings/schedule-fields.tsx';
import { FRAME, LEAST } from '../rules/rules-tab.tsx';
import { SaidLines, SaidSelect, UNSAID } from './said-fields.tsx';
import type { SaidMembers } from './tag-draft.ts';

interface GroupProps {
  readonly said: SaidMembers;
  readonly set: (part: SaidMembers) => void;
}

export function TagFields({ value, change }: FormField<SaidMembers>): ReactNode {
  const group = { said: value, set: (part: SaidMembers): void => change({ ...value, ...part }) };
  return (
    <>
      <Group title="When it runs">
        <ScheduleFields
          schedule={value.schedule}
          none={UNSAID}
          change={(schedule) => group.set({ schedule })}
        />
      </Group>
      <Group title="How pages are fetched">
        <FetchFields {...group} />
      </Group>
      <Group title="What counts as a change, and is told">
        <ChangeFields {...group} />
      </Group>
      <Group title="How long things are kept">
        <KeptFields {...group} />
      </Group>
    </>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className="min-w-0 border-t border-line pt-3">
      <legend className="pr-2 font-[580]">{title}</legend>
      <div className="grid gap-3 desk:grid-cols-2">{children}</div>
    </fieldset>
  );
}

interface MemberField<Member extends keyof SaidMembers> {
  readonly value: SaidMembers[Member];
  readonly change: (value: SaidMembers[Member]) => void;
  readonly pointer: string;
}

/** What a field shows, what it sets and where an answer of the API finds fault with it. */
function fieldOf<Member extends keyof SaidMembers>(
  { said, set }: GroupProps,
  member: Member,
): MemberField<Member> {
  return {
    value: said[member],
    change: (value) => set({ [member]: value }),
    pointer: `/config/${member.replace('.', '/')}`,
  };
}

function FetchFields(group: GroupProps): ReactNode {
  const { said, set } = group;
  return (
    <>
      <NumberField
        label="Pause between two requests to one host, ms"
        hint="Empty: not said by this tag."
        min={0}
        {...fieldOf(group, 'fetch.delayMs')}
      />
      <SaidSelect label="Opened in a browser" options={RENDERS} {...fieldOf(group, 'fetch.render')} />
      <ProxyField
        unsaid={UNSAID}
        pool={said['fetch.proxy']}
        change={(proxy) => set({ 'fetch.proxy': proxy })}
      />
      <div className="col-span-full">
        <HeaderFields
          headers={said['fetch.headers'] ?? []}
          change={(headers) => set({ 'fetch.headers': headers })}
        />
        <p className="text-s text-ink-3">
          None that is a secret: whoever may put a tag on a job would have it sent. A login holds such.
        </p>
      </div>
    </>
  );
}

const COMPARED = [
  ['text', 'The text that people read'],
  ['source', 'The source'],
] as const;
const SECOND_LOOKS = [
  ['yes', 'After a second look saw it too'],
  ['no', 'At once'],
] as const;

function ChangeFields(group: GroupProps): ReactNode {
  const { said, set } = group;
  const confirm = said['changes.confirm'];
  return (
    <>
      <SaidSelect
        label="How much a change has to matter"
        options={LEAST}
        {...fieldOf(group, 'changes.minSeverity')}
      />
      <SaidSelect
        label="A change is told"
        value={confirm === undefined ? undefined : confirm ? 'yes' : 'no'}
        options={SECOND_LOOKS}
        change={(next) => set({ 'changes.confirm': next === undefined ? undefined : next === 'yes' })}
        pointer="/config/changes/confirm"
      />
      <SentenceField said={said} set={set} />
      <SaidSelect
        label="Menus, footer, side columns changed, the text did not"
        options={FRAME}
        {...fieldOf(group, 'changes.frame')}
      />
      <SaidSelect label="Compared is" options={COMPARED} {...fieldOf(group, 'changes.compare')} />
      <NumberField
        label="Versions told last that the page is compared with"
        hint="Empty: not said by this tag."
        min={1}
        {...fieldOf(group, 'changes.comparedVersions')}
      />
      <SaidLines label="Do not compare lines with" {...fieldOf(group, 'changes.ignoreText')} />
      <SaidLines label="Tell only when one of these is there" {...fieldOf(group, 'changes.triggerText')} />
    </>
  );
}

const SENTENCES = [
  ['yes', 'By a language model, where one is set up'],
  ['no', 'By the rules alone'],
] as const;

function SentenceField({ said, set }: GroupProps): ReactNode {
  const sentence = said['changes.modelSummary'];
  return (
    <SaidSelect
      label="What changed is put in words"
      value={sentence === undefined ? undefined : sentence ? 'yes' : 'no'}
      options={SENTENCES}
      change={(next) => set({ 'changes.modelSummary': next === undefined ? undefined : next === 'yes' })}
      pointer="/config/changes/modelSummary"
    />
  );
}

const KEPT = [
  ['retention.versionsDays', 'Every version of a page, days'],
  ['retention.versionsPerPage', 'Versions of one page at most'],
  ['retention.runDetailsDays', 'How each page of a run ended, days'],
  ['retention.packedRunsDays', 'The packed details of runs, days'],
  ['retention.eventsDays', 'Events, days'],
  ['retention.deliveriesDays', 'Messages that were delivered, days'],
] as const;

function KeptFields(group: GroupProps): ReactNode {
  return (
    <>
      {KEPT.map(([member, label]) => (
        <NumberField key={member} label={label} min={1} {...fieldOf(group, member)} />
      ))}
      <p className="col-span-full text-s text-ink-3">Empty: as the job or its workspace says.</p>
    </>
  );
}
