// The settings of a job, as a form or as JSON. They are saved over the version that was read, or not at all.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { OperatorFields, Operators } from '../../ui/field/operators.tsx';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/empty-state.tsx';
import { isFocusLost } from '../../ui/kept-focus.ts';
import { focusHeadline } from '../../ui/page-head.tsx';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { type EditedJob, jobPatchBetween, parseConfig } from '../merge-patch.ts';
import { Notices } from './notices.tsx';
import { SettingsForm } from './settings-form.tsx';
import { StartLinks } from './start-links.tsx';
import { type SaveJob, toEdited, useSaveJob } from '../use-save-job.ts';

export function SettingsTab({ job }: { readonly job: JobView }): ReactNode {
  // What is edited belongs to the version that was read; a newer one begins a new form.
  return (
    <>
      <Settings key={job.jobId} job={job} />
      <div className="mt-6">
        <StartLinks jobId={job.jobId} />
      </div>
    </>
  );
}

function Settings({ job }: { readonly job: JobView }): ReactNode {
  const [read, setRead] = useState(job);
  const [edited, setEdited] = useState<EditedJob>(() => toEdited(job));
  const search = useSearchText();
  const isJson = search['as'] === 'json';
  // After a save, or after taking the version of others, the form begins anew with what is stored.
  const saving = useSaveJob(read, (stored) => {
    setRead(stored);
    setEdited(toEdited(stored));
  });
  // A text that can not be read is no edit yet, and is not left behind by a save.
  const [isUnread, setUnread] = useState(false);
  const [resets, setResets] = useState(0);
  const isBroken = isJson && isUnread;
  const isChanged = isBroken || jobPatchBetween(toEdited(read), edited) !== null;
  const reset = (): void => {
    setEdited(toEdited(read));
    setUnread(false);
    setResets(resets + 1);
  };
  return (
    <>
      <SettingsHead job={job} version={read.version} isJson={isJson} />
      <div className="mb-3 empty:hidden">
        <Notices notices={job.notices} />
      </div>
      {saving.error === null ? null : <ProblemNote error={saving.error} />}
      <OperatorFields>
        {isJson ? (
          <JsonForm
            key={`${read.version} ${resets}`}
            edited={edited}
            change={setEdited}
            noteUnread={setUnread}
          />
        ) : (
          <SettingsForm edited={edited} change={setEdited} faults={saving.faults} />
        )}
      </OperatorFields>
      <SaveBar
        isChanged={isChanged}
        saving={saving}
        save={() => saving.save(edited)}
        reset={reset}
        refused={isBroken ? 'Mend the JSON first' : undefined}
      />
      <ConflictDialog saving={saving} />
    </>
  );
}

interface SettingsHeadProps {
  readonly job: JobView;
  /** The one that is edited. */
  readonly version: number;
  readonly isJson: boolean;
}

function SettingsHead({ job, version, isJson }: SettingsHeadProps): ReactNode {
  const search = useSearchText();
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-ink-2">
        Version {version}
        {job.version > version ? `, while version ${job.version} was saved by somebody else` : ''}. A run that
        goes on keeps the version it began with.
      </p>
      <Link
        to="."
        search={withSearch(search, { as: isJson ? '' : 'json' })}
        className="ml-auto py-1 text-s text-accent hover:underline"
      >
        {isJson ? 'As a form' : 'As JSON'}
      </Link>
      <Operators>
        <ButtonLink to="/jobs/$jobId/edit" params={{ jobId: job.jobId }}>
          Pick parts of the page
        </ButtonLink>
      </Operators>
    </div>
  );
}

interface SaveBarProps {
  readonly isChanged: boolean;
  readonly saving: SaveJob;
  readonly save: () => void;
  readonly reset: () => void;
  /** Why it can not be saved yet. */
  readonly refused?: string | undefined;
}

export function SaveBar({ isChanged, saving, save, reset, refused }: SaveBarProps): ReactNode {
  const wasChanged = useRef(isChanged);
  useEffect(() => {
    if (wasChanged.current && !isChanged && isFocusLost()) focusHeadline();
    wasChanged.current = isChanged;
  }, [isChanged]);
  if (!isChanged) return null;
  return (
    <div className="sticky bottom-16 z-10 mt-4 flex flex-wrap items-center justify-end gap-2 rounded-card border border-line-strong bg-sheet p-2.5 shadow-card desk:bottom-3">
      <BarWords refused={refused} error={saving.error} />
      <Button onClick={reset}>Undo the edits</Button>
      <Button
        kind="primary"
        disabled={refused !== undefined}
        aria-disabled={saving.isSaving}
        onClick={() => (saving.isSaving ? undefined : save())}
      >
        {saving.isSaving ? 'Saving …' : 'Save'}
      </Button>
    </div>
  );
}

/** The bar stays in sight; the reason of a refusal stands at the top of the form, which may not. */
function BarWords({
  refused,
  error,
}: {
  readonly refused: string | undefined;
  readonly error: unknown;
}): ReactNode {
  if (refused !== undefined || error === null)
    return <span className="mr-auto pl-1.5 text-ink-2">{refused ?? 'Not saved yet'}</span>;
  return (
    <span role="status" className="mr-auto pl-1.5 text-failed">
      Not saved: the reason stands in the form above
    </span>
  );
}

function JsonForm({
  edited,
  change,
  noteUnread,
}: {
  readonly edited: EditedJob;
  readonly change: (edited: EditedJob) => void;
  readonly noteUnread: (isUnread: boolean) => void;
}): ReactNode {
  const [text, setText] = useState(() => JSON.stringify(edited.config, null, 2));
  const [fault, setFault] = useState<string | null>(null);
  const edit = (next: string): void => {
    setText(next);
    try {
      const value: unknown = JSON.parse(next);
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Error('Write one JSON object.');
      setFault(null);
      noteUnread(false);
      change({ ...edited, config: parseConfig({ ...value }) });
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
      noteUnread(true);
    }
  };
  return (
    <Card title="Configuration">
      <textarea
        aria-label="Configuration as JSON"
        aria-invalid={fault !== null}
        spellCheck={false}
        rows={28}
        value={text}
        onChange={({ target }) => edit(target.value)}
        className="w-full resize-y rounded-m border border-line-strong bg-sunk p-3 font-mono text-s"
      />
      {fault === null ? null : (
        <p role="alert" className="mt-1 text-s text-failed">
          This is no JSON yet: {fault}
        </p>
      )}
    </Card>
  );
}
