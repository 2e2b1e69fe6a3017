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
import { CheckField } from '../../ui/field/plain-fields.tsx';
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
  /** Whether it keeps pictures of the page. */
  readonly pictures: { readonly value: boolean; readonly change: (value: boolean) => void };
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
  pictures,
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
        <NameField name={words.name} onName={(name) => onWords({ name })} faults={faults} />
        <NoteField note={words.note} onNote={(note) => onWords({ note })} faults={faults} />
        <TellField value={told} change={setTold} />
        <CheckField label="Keep a picture of each version, taken by a browser" {...pictures} />
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

interface NameFieldProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly faults: readonly FieldFault[];
}

function NameField({ name, onName, faults: all }: NameFieldProps): ReactNode {
  const faults = faultsAt(all, '/name');
  return (
    <div className="grid max-w-xl gap-1">
      <label htmlFor="job-name" className="text-s text-ink-2">
        Name
      </label>
      <input
        id="job-name"
        value={name}
        dir="auto"
        maxLength={200}
        onChange={(event) => onName(event.target.value)}
        aria-invalid={faults.length > 0}
        aria-describedby="job-name-fault"
        className="min-h-9 rounded-m border border-line-strong bg-sheet px-3"
      />
      <FieldFaults id="job-name-fault" faults={faults} />
    </div>
  );
}

interface NoteFieldProps {
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly faults: readonly FieldFault[];
}

function NoteField({ note, onNote, faults: all }: NoteFieldProps): ReactNode {
  const faults = faultsAt(all, '/note');
  return (
    <div className="grid max-w-xl gap-1">
      <label htmlFor="job-note" className="text-s text-ink-2">
        Note
      </label>
      <textarea
        id="job-note"
        value={note}
        dir="auto"
        rows={2}
        maxLength={MAX_NOTE_LENGTH}
        placeholder="What it is for, in your own words"
        onChange={(event) => onNote(event.target.value)}
        aria-invalid={faults.length > 0}
        aria-describedby="job-note-fault"
        className="rounded-m border border-line-strong bg-sheet px-3 py-1.5 placeholder:text-ink-3"
      />
      <FieldFaults id="job-note-fault" faults={faults} />
    </div>
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
