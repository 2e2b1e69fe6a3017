// Sets how many processes of a role there are: a fixed number, or a least and a most within which it follows the work.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { RoleScalingView } from '../../../api/schemas/agent/scaling.ts';
import type { ProcessRange } from '../../../domain/health/scaling/process-range.ts';
import { ask, segment } from '../../api/ask.ts';
import { Choice, Field, INPUT } from '../../ui/field/field.tsx';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { tell } from '../../ui/toast.tsx';
import { type RangeDraft, draftOf, faultsOf, rangeOf } from './range-draft.ts';
import { NONE_WORDS, ROLE_WORDS, rangeSentence } from './scaling-words.ts';

const HOW = [
  { value: 'fixed', name: 'A fixed number' },
  { value: 'range', name: 'As the work asks, within a range' },
] as const;

interface RangeFormProps {
  readonly item: RoleScalingView;
  readonly close: () => void;
}

export function RangeForm({ item, close }: RangeFormProps): ReactNode {
  const { role, range, setBy } = item;
  const [draft, setDraft] = useState(() => draftOf(range));
  const [isTried, setTried] = useState(false);
  const save = useSetRange(role, close);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const wanted = rangeOf(draft);
    if (wanted !== null) save.mutate(wanted);
  };
  return (
    <form
      onSubmit={submit}
      // The form's own words say what a number has to be.
      noValidate
      aria-label={`How many ${ROLE_WORDS[role].toLowerCase()}`}
      className="mt-3 grid max-w-lg gap-3 rounded-m bg-sunk p-3"
    >
      <Choice
        legend={`How many ${ROLE_WORDS[role].toLowerCase()} there are`}
        value={draft.how}
        options={HOW}
        change={(how) => setDraft({ ...draft, how })}
      />
      <Counts draft={draft} isTried={isTried} change={(some) => setDraft({ ...draft, ...some })} />
      {rangeOf(draft)?.ceiling === 0 ? <p className="text-s text-failed">{NONE_WORDS[role]}</p> : null}
      {save.error === null ? null : <ProblemNote error={save.error} />}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" disabled={save.isPending}>
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
        {setBy === null ? null : (
          <Button kind="quiet" disabled={save.isPending} onClick={() => save.mutate(null)}>
            Back to what it was started with
          </Button>
        )}
      </div>
    </form>
  );
}

interface CountsProps {
  readonly draft: RangeDraft;
  readonly isTried: boolean;
  readonly change: (some: Partial<RangeDraft>) => void;
}

function Counts({ draft, isTried, change }: CountsProps): ReactNode {
  const faults = isTried ? faultsOf(draft) : {};
  if (draft.how === 'fixed')
    return (
      <Count label="Number" text={draft.floor} fault={faults.floor} type={(floor) => change({ floor })} />
    );
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Count label="At least" text={draft.floor} fault={faults.floor} type={(floor) => change({ floor })} />
      <Count
        label="At most"
        text={draft.ceiling}
        fault={faults.ceiling}
        type={(ceiling) => change({ ceiling })}
      />
    </div>
  );
}

interface CountProps {
  readonly label: string;
  readonly text: string;
  readonly fault: string | undefined;
  readonly type: (text: string) => void;
}

function Count({ label, text, fault, type }: CountProps): ReactNode {
  return (
    <Field label={label} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          className={`${INPUT} max-w-32 tabular-nums`}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          onChange={({ target }) => type(target.value)}
        />
      )}
    </Field>
  );
}

/** Null: back to what it was started with. */
function useSetRange(role: RoleScalingView['role'], done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (range: ProcessRange | null) =>
      ask(
        `/v1/scaling/${segment(role)}`,
        range === null ? { method: 'DELETE' } : { method: 'PUT', body: range },
      ),
    onSuccess: ({ range }) => {
      tell(rangeSentence(role, range));
      void queries.invalidateQueries({ queryKey: ['scaling'] });
      done();
    },
  });
}
