// The form of the settings of a tag. They are tried first: what would become of the jobs is told, and that very text can be saved then.
import { type ReactNode, useState } from 'react';
import type { SettingsEffectView, TagSettingsView } from '../../../api/schemas/job/tag-settings.ts';
import { given } from '../../../domain/system/given.ts';
import { ask, segment } from '../../api/ask.ts';
import { isProblem } from '../../api/problem.ts';
import { Field, INPUT } from '../../ui/field/field.tsx';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { FormModal } from '../../ui/form/form-modal.tsx';
import { type FormField, useForm } from '../../ui/form/use-form.ts';
import { EffectWords } from './effect-words.tsx';
import { draftOf, inputOf, keyOf, NEW_TAG, type TagDraft, textFault } from './tag-draft.ts';

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
    >
      {of === null ? (
        <TextField label="Tag" required maxLength={40} autoFocus placeholder="sale" {...form.field('tag')} />
      ) : null}
      <SettingsText field={form.field('text')} error={form.error} />
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

function SettingsText({
  field: { value, change, fault },
  error,
}: {
  readonly field: FormField<string>;
  readonly error: unknown;
}): ReactNode {
  return (
    <Field
      label="Settings, as JSON"
      hint="Members as in the JSON of a job's settings: schedule, fetch, changes, limits … What a job says itself comes first."
      fault={fault ?? placesOf(error)}
    >
      {(ids) => (
        <textarea
          {...ids}
          rows={12}
          spellCheck={false}
          className={`${INPUT} resize-y font-mono text-s`}
          value={value}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
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

/** The faults of the API, each with its place in the text. */
function placesOf(error: unknown): string | undefined {
  if (!isProblem(error) || error.faults.length === 0) return undefined;
  return error.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ');
}
