// The configurations that a job had: who saved which, what differs, and the way back.
import { type ReactNode, useState } from 'react';
import { Operators } from '../ui/field/operators.tsx';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { VersionView } from '../../api/schemas/job-detail/job-version.ts';
import { segment } from '../api/ask.ts';
import { useList } from '../api/use-list.ts';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState, ProblemNote } from '../ui/empty-state.tsx';
import { ListFrame } from '../ui/list/list-frame.tsx';
import { Modal } from '../ui/modal.tsx';
import { FullMoment, Moment } from '../ui/moment.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { jobPatchBetween, parseConfig } from './merge-patch.ts';
import { toEdited, useSaveJob } from './use-save-job.ts';

export function VersionsTab({ job }: { readonly job: JobView }): ReactNode {
  const { jobId } = job;
  const versions = useList(['job', jobId, 'versions'], `/v1/jobs/${segment(jobId)}/versions`);
  const [shown, setShown] = useState<VersionView | null>(null);
  return (
    <Card flush>
      <ListFrame list={versions} empty={<EmptyState title="No version is kept" />}>
        {(items) => (
          <ul>
            {items.map((version) => (
              <li
                key={version.version}
                className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0"
              >
                <b className="w-24 font-[560]">
                  Version {version.version}
                  {version.current ? (
                    <span className="block text-s font-normal text-running">the present one</span>
                  ) : null}
                </b>
                <span className="min-w-0 flex-1 basis-52">
                  {version.changed.length === 0 ? (
                    <span className="text-ink-3">
                      {version.version === 1 ? 'as it was created' : 'what changed was not kept'}
                    </span>
                  ) : (
                    <span className="font-mono text-s">{version.changed.join('  ')}</span>
                  )}
                </span>
                <span className="text-s text-ink-3">
                  {version.by === 'unknown' ? '' : `${version.by}, `}
                  <Moment at={version.at} />
                </span>
                <Button kind="quiet" onClick={() => setShown(version)}>
                  Show
                </Button>
              </li>
            ))}
          </ul>
        )}
      </ListFrame>
      {shown === null ? null : <VersionDialog job={job} version={shown} close={() => setShown(null)} />}
    </Card>
  );
}

function VersionDialog({
  job,
  version,
  close,
}: {
  readonly job: JobView;
  readonly version: VersionView;
  readonly close: () => void;
}): ReactNode {
  const saving = useSaveJob(job, close);
  const then = { ...toEdited(job), name: version.name, config: parseConfig(version.config) };
  const patch = jobPatchBetween(toEdited(job), then);
  return (
    <>
      <Modal
        wide
        title={`Version ${version.version}`}
        close={close}
        actions={
          version.current ? undefined : (
            <Operators>
              <Button
                kind="primary"
                disabled={saving.isSaving || patch === null}
                onClick={() => saving.save(then)}
              >
                Make it the present one again
              </Button>
            </Operators>
          )
        }
      >
        <p className="text-ink-2">
          Saved <FullMoment at={version.at} />
          {version.by === 'unknown' ? '' : ` by ${version.by}`}. Secrets keep the value that the job has now.
        </p>
        {saving.error === null ? null : <ProblemNote error={saving.error} />}
        {version.current ? null : (
          <>
            <h3 className="mt-3 mb-1 text-s font-[560]">What would change</h3>
            <Json label="What would change" value={patch ?? {}} />
          </>
        )}
        <h3 className="mt-3 mb-1 text-s font-[560]">The whole configuration</h3>
        <Json label="The whole configuration" value={version.config} />
      </Modal>
      <ConflictDialog saving={saving} />
    </>
  );
}

function Json({ label, value }: { readonly label: string; readonly value: unknown }): ReactNode {
  return (
    <textarea
      readOnly
      aria-label={label}
      rows={12}
      value={JSON.stringify(value, null, 2)}
      className="w-full resize-y rounded-m border border-line bg-sunk p-3 font-mono text-s"
    />
  );
}
