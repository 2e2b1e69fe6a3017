// Sets how many processes of a role there are: a fixed number, or a least and a most within which it follows the work.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RoleScalingView } from '../../../api/schemas/agent/scaling.ts';
import type { ProcessRange } from '../../../domain/health/scaling/process-range.ts';
import { ask, segment } from '../../api/ask.ts';
import { Choice } from '../../ui/field/field.tsx';
import { TextField } from '../../ui/field/plain-fields.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { useForm } from '../../ui/form/use-form.ts';
import { Button } from '../../ui/button.tsx';
import { tell } from '../../ui/toast.tsx';
import { draftOf, faultsOf, rangeOf } from './range-draft.ts';
import { NONE_WORDS, ROLE_WORDS, rangeSentence } from './scaling-words.ts';

const HOW = [
  { value: 'fixed', name: 'A fixed number' },
  { value: 'range', name: 'As the work asks, within a range' },
] as const;

interface RangeFormProps {
  readonly item: RoleScalingView;
  readonly close: () => void;
}

const COUNT = { className: 'max-w-32 tabular-nums', inputMode: 'numeric', autoComplete: 'off' } as const;

export function RangeForm({ item, close }: RangeFormProps): ReactNode {
  const { role, range, setBy } = item;
  const save = useSetRange(role, close);
  const { values, field, submit } = useForm({
    first: () => draftOf(range),
    check: (draft) => faultsOf(draft, role),
    send: (draft) => save.mutateAsync(rangeOf(draft, role)),
  });
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
        options={HOW}
        {...field('how')}
      />
      {values.how === 'fixed' ? (
        <TextField label="Number" {...COUNT} {...field('floor')} />
      ) : (
        <div className="grid grid-cols-2 items-start gap-3">
          <TextField label="At least" {...COUNT} {...field('floor')} />
          <TextField label="At most" {...COUNT} {...field('ceiling')} />
        </div>
      )}
      {rangeOf(values, role)?.ceiling === 0 ? <p className="text-s text-failed">{NONE_WORDS[role]}</p> : null}
      <FormProblem error={save.error} />
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
