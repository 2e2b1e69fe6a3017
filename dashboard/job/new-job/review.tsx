// The job as it would be saved: its name, its JSON, the same for curl; then it is saved, and started if that is wanted.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { MAX_NOTE_LENGTH } from '../../../domain/config/note.ts';
import type { JobInput } from '../../../domain/config/schema.ts';
import { ask } from '../../api/ask.ts';
import { type FieldFault, isProblem } from '../../api/problem.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { tell } from '../../ui/toast.tsx';
import { commandLineOf, curlOf } from '../../../domain/config/command/job-command.ts';
import { DraftNotices } from './draft-notices.tsx';
import { makeTellRule, TellField } from './tell-field.tsx';
import { ToldTo } from './price/told-to.tsx';
import { BY_RULES, type Telling } from './telling.ts';
import { FieldFaults, faultsAt } from '../../ui/field/field-fault.tsx';
import { given } from '../../../domain/system/given.ts';

/** What its user says of it, apart from what it does. */
interface Words {
  readonly name: string;
  readonly note: string;
}

interface ReviewProps {
  readonly job: JobInput;
  /** Its id to be; null: the API makes one. */
  readonly jobId: string | null;
  readonly words: Words;
  readonly onWords: (words: Partial<Words>) => void;
  /** What it keeps beside the text of its versions. */
  readonly keep: ReactNode;
  readonly onSaved: () => void;
  /** Why it can not be saved yet; null: it can. */
  readonly missing: string | null;
  /** Only the button and whom it tells are shown at first. */
  readonly isShort?: boolean;
}

const BY_HAND = 'Open the JSON above and copy it there.';

export function Review({
  job,
  jobId,
  words,
  onWords,
  keep,
  onSaved,
  missing,
  isShort = false,
}: ReviewProps): ReactNode {
  const [told, setTold] = useState(BY_RULES);
  const save = useSave({ job, jobId, told }, onSaved);
  const faults = isProblem(save.error) ? save.error.faults : [];
  const placed = ['/name', '/note'].flatMap((place) => faultsAt(faults, place));
  const others = faults.filter((fault) => !placed.includes(fault));
  const command = commandLineOf(job);
  const isBlocked = missing !== null || save.isPending;
  const start = (
    <Button kind="primary" disabled={isBlocked} onClick={() => save.mutate(true)}>
      {save.isPending ? 'Saving…' : isShort ? 'Watch it' : 'Save and start'}
    </Button>
  );
  return (
    <Frame
      isShort={isShort}
      isOpen={placed.length > 0}
      notices={<DraftNotices config={job.config} />}
      start={start}
      told={<ToldTo telling={told} />}
    >
      <div className="grid gap-4">
        <WordFields words={words} onWords={onWords} faults={faults} />
        <TellField value={told} change={setTold} />
        {keep}
        <Json job={job} />
        {save.isError && faults.length === 0 ? <ProblemNote error={save.error} /> : null}
        <FieldFaults id="job-faults" faults={others} />
        <div className="flex flex-wrap items-center gap-2">
          {isShort ? null : start}
          <Button disabled={isBlocked} onClick={() => save.mutate(false)}>
            Save only
          </Button>
          <span className="text-s text-ink-2">{missing}</span>
          <span className="flex flex-wrap gap-2 phone:ml-auto">
            <CopyButton byHand={BY_HAND} words="Copy as JSON" text={() => JSON.stringify(job, null, 2)} />
            <CopyButton byHand={BY_HAND} words="Copy as curl" text={() => curlOf(job, location.origin)} />
            <CopyButton byHand={BY_HAND} words="Copy as CLI command" text={() => command.line} />
          </span>
        </div>
        {command.unsaid.length === 0 ? null : (
          <p className="text-s text-ink-2">
            The command has no short form for {command.unsaid.join(', ')}: its line gives the whole job to{' '}
            <code className="font-mono">--from-json -</code>.
          </p>
        )}
      </div>
    </Frame>
  );
}

interface FrameProps {
  readonly isShort: boolean;
  /** Something in it has to be seen. */
  readonly isOpen: boolean;
  /** What keeps it from its work, seen before it is saved. */
  readonly notices: ReactNode;
  readonly start: ReactNode;
  readonly told: ReactNode;
  readonly children: ReactNode;
}

/** All of it, or the button with the rest behind “More choices”. */
function Frame({ isShort, isOpen, notices, start, told, children }: FrameProps): ReactNode {
  if (!isShort)
    return (
      <Card title="Review and save">
        <div className="grid gap-4">
          {notices}
          {children}
        </div>
      </Card>
    );
  return (
    <Card>
      <div className="mb-3 has-[>:empty]:hidden">{notices}</div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {start}
        {told}
      </div>
      <details className="mt-3" open={isOpen}>
        <summary className="min-h-6 cursor-pointer font-[540]">More choices</summary>
        <div className="mt-3">{children}</div>
      </details>
    </Card>
  );
}

interface Saved {
  readonly job: JobInput;
  readonly jobId: string | null;
  readonly told: Telling;
}

function useSave({ job, jobId, told }: Saved, onSaved: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (start: boolean) => {
      const saved = await ask('/v1/jobs', {
        method: 'POST',
        body: { ...job, ...given({ jobId: jobId ?? undefined }), start },
      });
      await makeTellRule(told, saved);
      return saved;
    },
    onSuccess: (saved, start) => {
      onSaved();
      // The screen of the job stands at once then, and its headline keeps the focus.
      queries.setQueryData(['job', saved.jobId], saved);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void queries.invalidateQueries({ queryKey: ['overview'] });
      tell(start ? `${saved.name} is saved and starts.` : `${saved.name} is saved.`);
      void navigate({ to: '/jobs/$jobId', params: { jobId: saved.jobId } });
    },
  });
}

interface WordFieldProps {
  readonly member: keyof Words;
  readonly label: string;
  readonly faults: readonly FieldFault[];
  readonly children: (control: ControlProps) => ReactNode;
}

interface ControlProps {
  readonly id: string;
  readonly dir: 'auto';
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

function WordField({ member, label, faults: all, children }: WordFieldProps): ReactNode {
  const faults = faultsAt(all, `/${member}`);
  const id = `job-${member}`;
  const described = `${id}-fault`;
  return (
    <div className="grid max-w-xl gap-1">
      <label htmlFor={id} className="text-s text-ink-2">
        {label}
      </label>
      {children({ id, dir: 'auto', 'aria-invalid': faults.length > 0, 'aria-describedby': described })}
      <FieldFaults id={described} faults={faults} />
    </div>
  );
}

interface WordFieldsProps {
  readonly words: Words;
  readonly onWords: (words: Partial<Words>) => void;
  readonly faults: readonly FieldFault[];
}

function WordFields({ words, onWords, faults }: WordFieldsProps): ReactNode {
  return (
    <>
      <WordField member="name" label="Name" faults={faults}>
        {(control) => (
          <input
            {...control}
            value={words.name}
            maxLength={200}
            onChange={({ target }) => onWords({ name: target.value })}
            className="min-h-9 rounded-m border border-line-strong bg-sheet px-3"
          />
        )}
      </WordField>
      <WordField member="note" label="Note" faults={faults}>
        {(control) => (
          <textarea
            {...control}
            value={words.note}
            rows={2}
            maxLength={MAX_NOTE_LENGTH}
            placeholder="What it is for, in your own words"
            onChange={({ target }) => onWords({ note: target.value })}
            className="rounded-m border border-line-strong bg-sheet px-3 py-1.5 placeholder:text-ink-3"
          />
        )}
      </WordField>
    </>
  );
}

function Json({ job }: { readonly job: JobInput }): ReactNode {
  return (
    <details>
      <summary className="cursor-pointer text-s text-ink-2">The job as JSON, as the API takes it</summary>
      <textarea
        readOnly
        aria-label="The job as JSON"
        value={JSON.stringify(job, null, 2)}
        rows={14}
        className="mt-2 w-full rounded-m bg-sunk p-3 font-mono text-s"
      />
    </details>
  );
}
