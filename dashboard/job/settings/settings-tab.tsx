// The settings of a job, as a form or as JSON. They are saved over the version that was read, or not at all.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { OperatorFields, Operators } from '../../ui/field/operators.tsx';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { useSearchText, withSearch } from '../../api/search-text.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FormProblem } from '../../ui/form/form-fault.tsx';
import { isFocusLost } from '../../ui/kept-focus.ts';
import { focusHeadline } from '../../ui/page-head.tsx';
import { ConflictDialog } from '../conflict-dialog.tsx';
import { type EditedJob, parseConfig } from '../merge-patch.ts';
import { type JobForm, useBeside, useJobForm } from '../use-job-form.ts';
import { JobFaults } from './form-field.tsx';
import { Inherited, InheritedCard } from './inherited-note.tsx';
import { Notices } from './notices.tsx';
import { SettingsForm } from './settings-form.tsx';
import { StartLinks } from './start-links.tsx';

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
  const form = useJobForm(job);
  const { saving, begun, edited, change } = form;
  const isJson = useSearchText()['as'] === 'json';
  // A text that can not be read is no edit yet, and is not left behind by a save.
  const [isUnread, setUnread] = useBeside(begun, false);
  return (
    <>
      <SettingsHead job={job} version={form.read.version} isJson={isJson} />
      <div className="mb-3 empty:hidden">
        <Notices notices={job.notices} />
      </div>
      <FormProblem error={saving.error} />
      <OperatorFields>
        {isJson ? (
          <JsonForm key={begun} edited={edited} change={change} noteUnread={setUnread} />
        ) : (
          <JobFaults value={saving.faults}>
            <Inherited value={form.read.provenance}>
              <InheritedCard job={form.read} />
              <SettingsForm form={form} />
            </Inherited>
          </JobFaults>
        )}
      </OperatorFields>
      <SaveBar form={form} refused={isJson && isUnread ? 'Mend the JSON first' : undefined} />
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
  readonly form: JobForm;
  /** Why it can not be saved yet. */
  readonly refused?: string | undefined;
}

export function SaveBar({ form, refused }: SaveBarProps): ReactNode {
  const { saving, save, reset } = form;
  const isChanged = form.isChanged || refused !== undefined;
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
  readonly change: JobForm['change'];
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
      change({ config: parseConfig({ ...value }) });
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
