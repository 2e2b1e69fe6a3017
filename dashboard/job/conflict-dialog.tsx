// Somebody else saved the job meanwhile: who, what, and what to do with the own changes.
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Modal } from '../ui/modal.tsx';
import { Moment } from '../ui/moment.tsx';
import type { SaveJob } from './use-save-job.ts';

export function ConflictDialog({ saving }: { readonly saving: SaveJob }): ReactNode {
  const { conflict, merge, reload, decideLater, isSaving } = saving;
  if (conflict === null) return null;
  return (
    <Modal
      alert
      title="Somebody else saved this job meanwhile"
      close={decideLater}
      actions={
        <>
          <Button onClick={reload}>Take theirs, drop mine</Button>
          <Button kind="primary" onClick={merge} disabled={isSaving}>
            Save mine over it
          </Button>
        </>
      }
    >
      <ul className="grid gap-1.5">
        {conflict.versions.map(({ version, by, at, changed }) => (
          <li key={version}>
            <b className="font-[560]">{by}</b> saved version {version} <Moment at={at} />
            {changed.length === 0 ? '' : `: ${changed.join(', ')}`}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-2">
        {conflict.both.length === 0
          ? 'Nothing was changed by both: saving yours keeps theirs too.'
          : `Changed by both, where yours would take the place of theirs: ${conflict.both.join(', ')}.`}
      </p>
    </Modal>
  );
}
