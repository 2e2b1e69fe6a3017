// The form of the settings of a tag. They are tried first: what would become of the jobs is told, and that very text can be saved then.
import { type ReactNode, useState } from 'react';
import type { SettingsEffectView, TagSettingsView } from '../../../api/schemas/job/tag-settings.ts';
import { given } from '../../../domain/system/given.ts';
import { ask, segment } from '../../api/ask.ts';
import { type FieldFault, isProblem } from '../../api/problem.ts';
import { Field, INPUT } from '../../ui/field/field.tsx';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { type FormField, useForm } from '../../ui/form/use-form.ts';
import { JobFaults } from '../settings/form-field.tsx';
import { EffectWords } from './effect-words.tsx';
import { draftOf, inputOf, keyOf, NEW_TAG, type TagDraft, textFault } from './tag-draft.ts';
import { TagFields } from './tag-fields.tsx';

interface Tried {
  readonly key: string;
  readonly effect: SettingsEffectView;
}

/** `of`: the settings that are changed; null: a tag gets its first ones. */
export function TagForm({
  of,
  done,
  close,
}: {
  readonly of: TagSettingsView | null;
  readonly done: (effect: SettingsEffectView) => void;
  readonly close: () => void;
}): ReactNode {
  const [tried, setTried] = useState<Tried | null>(null);
  const form = useForm<TagDraft, { draft: TagDraft; effect: SettingsEffectView }>({
    first: of === null ? NEW_TAG : draftOf(of),
    send: async (draft) => ({
      draft,
      effect: await send(draft, { of, isTrial: tried?.key !== keyOf(draft) }),
    }),
    done: ({ draft, effect }) => {
      if (effect.dryRun) setTried({ key: keyOf(draft), effect });
      else done(effect);
    },
    check: ({ text }) => given({ text: textFault(text) }),
    stale: [['tag-settings'], ['job'], ['jobs']],
  });
  const isTried = tried !== null && tried.key === keyOf(form.values);
  return (
    <FormModal
      title={of === null ? 'Settings of a tag' : `Settings of the tag ${of.tag}`}
      verb={isTried ? 'Save the settings' : 'See what would change'}
      form={form}
      isReady={form.values.tag.trim() !== ''}
      close={close}
      wide
    >
      {of === null ? (
        <TextField label="Tag" required maxLength={40} autoFocus placeholder="sale" {...form.field('tag')} />
      ) : null}
      <p className="text-s text-ink-2">
        What stands here, each job with the tag has, unless it says it itself. What is left empty, the tag
        does not say.
      </p>
      <JobFaults value={faultsOf(form.error)}>
        <TagFields {...form.field('said')} />
      </JobFaults>
      <OtherMembers {...form.field('text')} />
      <TextField
        label="Priority"
        type="number"
        hint="Where several tags of a job say one member, the highest counts."
        {...form.field('priority')}
      />
      {isTried ? <EffectWords of={tried.effect} /> : null}
    </FormModal>
  );
}

/** Everything that has no field of its own. */
function OtherMembers({ value, change, fault }: FormField<string>): ReactNode {
  return (
    <details open={value !== '' || fault !== undefined}>
      <summary className="min-h-6 cursor-pointer font-[550]">All other members</summary>
      <div className="mt-2">
        <Field
          label="Other settings, as JSON"
          hint="Members as in the JSON of a job's settings: limits, retry, fields, fetch.obeyRobots …"
          fault={fault}
        >
          {(ids) => (
            <textarea
              {...ids}
              rows={8}
              spellCheck={false}
              placeholder={'{"limits": {"maxPages": 500}, "retry": {"attempts": 2}}'}
              className={`${INPUT} resize-y font-mono text-s`}
              value={value}
              onChange={({ target }) => change(target.value)}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function send(
  draft: TagDraft,
  { of, isTrial }: { readonly of: TagSettingsView | null; readonly isTrial: boolean },
): Promise<SettingsEffectView> {
  return ask(`/v1/tag-settings/${segment(draft.tag.trim())}`, {
    method: 'PUT',
    body: inputOf(draft),
    ...(isTrial && { query: { dryRun: 'true' } }),
    ...(of !== null && { headers: { 'if-match': `"${of.version}"` } }),
  });
}

/** Fields are those of a job, whose settings stand in its configuration. */
function faultsOf(error: unknown): FieldFault[] {
  if (!isProblem(error)) return [];
  return error.faults.map((fault) => ({ ...fault, pointer: `/config${fault.pointer ?? ''}` }));
}
