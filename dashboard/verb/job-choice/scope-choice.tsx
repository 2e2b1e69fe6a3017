// Of which jobs something is: all, those with a tag, or one that is picked by its name.
import { type ReactNode, useId } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { SelectField, TextField } from '../../ui/field/plain-fields.tsx';
import { JobPicker } from './job-picker.tsx';
import type { ScopeDraft } from './scope-draft.ts';

const OPTIONS = [
  ['workspace', 'All jobs'],
  ['tag', 'Jobs with a tag'],
  ['job', 'One job'],
] as const;

interface ScopeChoiceProps {
  readonly draft: ScopeDraft;
  readonly change: (change: Partial<ScopeDraft>) => void;
}

export function ScopeChoice({ draft: { scope, tag, jobId }, change }: ScopeChoiceProps): ReactNode {
  return (
    <>
      <SelectField
        label="Of which jobs"
        value={scope}
        options={OPTIONS}
        change={(chosen) => change({ scope: chosen })}
      />
      {scope === 'tag' ? <TagField tag={tag} type={(text) => change({ tag: text })} /> : null}
      {scope === 'job' ? <JobPicker jobId={jobId} pick={(picked) => change({ jobId: picked })} /> : null}
    </>
  );
}

function TagField({ tag, type }: { readonly tag: string; readonly type: (text: string) => void }): ReactNode {
  const known = useId();
  const { data } = useAsk(['jobs', 'tags'], '/v1/tags', { staleTime: 60_000 });
  return (
    <>
      <TextField
        label="Tag"
        hint="Jobs that get it later belong to them, too."
        list={known}
        value={tag}
        change={type}
      />
      <datalist id={known}>
        {(data?.items ?? []).map((item) => (
          <option key={item.tag}>{item.tag}</option>
        ))}
      </datalist>
    </>
  );
}
