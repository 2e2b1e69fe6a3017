// A change that somebody imagines: would it be told? The engine of a run answers, with the step that decides.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { TriedRulesView } from '../../../../api/schemas/preview/preview-part.ts';
import type { JobInput } from '../../../../domain/config/schema.ts';
import { ask, segment } from '../../../api/ask.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/empty-state.tsx';

interface RuleTrialProps {
  readonly previewId: string;
  readonly changes: JobInput['config']['changes'];
}

export function RuleTrial({ previewId, changes }: RuleTrialProps): ReactNode {
  const [find, setFind] = useState('');
  const [replaceBy, setReplaceBy] = useState('');
  const trial = useMutation({
    mutationFn: () =>
      ask(`/v1/previews/${segment(previewId)}/try`, {
        method: 'POST',
        body: { changes: changes ?? {}, edit: { find, replaceBy } },
      }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (find !== '') trial.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="If this text" value={find} onChange={setFind} placeholder="12.90" />
        <Field label="became" value={replaceBy} onChange={setReplaceBy} placeholder="9.90" />
        <Button type="submit" disabled={find === '' || trial.isPending}>
          Would it be told?
        </Button>
      </div>
      <div aria-live="polite">
        {trial.isError ? <ProblemNote error={trial.error} /> : null}
        {trial.data === undefined ? null : <Told tried={trial.data} />}
      </div>
    </form>
  );
}

function Told({ tried }: { readonly tried: TriedRulesView }): ReactNode {
  const { edit, priceRules } = tried;
  return (
    <>
      {edit === null ? null : (
        <p>
          <b className={`font-[560] ${edit.told ? 'text-completed' : 'text-ink'}`}>
            {edit.told ? 'Yes, it would be told.' : 'No, it would be kept quiet.'}
          </b>{' '}
          <span className="text-ink-2" dir="auto">
            {edit.reason}
          </span>
        </p>
      )}
      {priceRules.map(({ rule, firesNow, reason }) => (
        <p key={rule} className="text-s text-ink-2">
          {rule}: {firesNow ? 'would be told now' : 'quiet now'} ({reason})
        </p>
      ))}
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder: string;
}

function Field({ label, value, onChange, placeholder }: FieldProps): ReactNode {
  return (
    <label className="grid min-w-0 flex-1 basis-36 gap-1 text-s text-ink-2">
      {label}
      <input
        value={value}
        placeholder={placeholder}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-8 min-w-0 rounded-m border border-line-strong bg-sheet px-2.5 text-m text-ink placeholder:text-ink-3"
      />
    </label>
  );
}
