// The runs and the changes of a job.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { JobView } from '../../api/schemas/job/job.ts';
import type { RunSummaryView } from '../../api/schemas/run/run-list.ts';
import { segment } from '../api/ask.ts';
import { useList } from '../api/use-list.ts';
import { useSearchText } from '../api/search-text.ts';
import { counted } from '../../domain/system/counted.ts';
import { formatDuration } from '../ui/appearance/format.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { LedgerBar } from '../ui/ledger-bar.tsx';
import { ListFrame } from '../ui/list/list-frame.tsx';
import { Moment } from '../ui/moment.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { LinkTabs } from '../ui/tabs.tsx';
import { ChangeLines } from '../ui/change-line.tsx';

export function RunsTab({ job: { jobId } }: { readonly job: JobView }): ReactNode {
  const runs = useList(['runs', jobId], `/v1/jobs/${segment(jobId)}/runs`);
  return (
    <Card flush>
      <ListFrame
        list={runs}
        empty={<EmptyState title="No run yet">Run it now, or give it a schedule.</EmptyState>}
      >
        {(items) => (
          <ul>
            {items.map((run) => (
              <RunRow key={run.runId} run={run} />
            ))}
          </ul>
        )}
      </ListFrame>
    </Card>
  );
}

function RunRow({ run }: { readonly run: RunSummaryView }): ReactNode {
  const { runId, seq, state, trigger, durationMs, createdAt, ledger, metrics, endingReason } = run;
  const why = state === 'completed' ? null : (endingReason?.detail ?? null);
  return (
    <li className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 desk:grid-cols-[110px_110px_minmax(0,1fr)_150px_auto] desk:items-center">
      <Link to="/runs/$runId" params={{ runId }} className="font-[540] hover:text-accent">
        Run {seq}
      </Link>
      <StateBadge state={state} />
      <span className="min-w-0">
        <LedgerBar ledger={ledger} height={8} />
        {why === null ? null : (
          <span className="mt-1 block truncate text-s text-failed" title={why}>
            {why}
          </span>
        )}
      </span>
      <span className="text-s text-ink-2">
        {counted(metrics.changes, 'change')} · {formatDuration(durationMs)}
      </span>
      <span className="text-s text-ink-3">
        {trigger}, <Moment at={createdAt} />
      </span>
    </li>
  );
}

const SEVERITIES = [
  ['', 'All'],
  ['major', 'Major'],
  ['notable', 'Notable'],
  ['minor', 'Minor'],
] as const;

export function ChangesTab({ job: { jobId } }: { readonly job: JobView }): ReactNode {
  const severity = useSearchText()['severity'] ?? '';
  const changes = useList(['changes', { jobId }], `/v1/jobs/${segment(jobId)}/changes`, {
    severity,
  });
  const none = severity === '';
  return (
    <>
      <LinkTabs
        label="Which changes"
        tabs={SEVERITIES.map(([key, name]) => ({
          name,
          current: key === severity,
          to: '.',
          search: key === '' ? {} : { severity: key },
        }))}
      />
      <Card flush>
        <ListFrame
          list={changes}
          empty={
            <EmptyState
              title={none ? 'No change yet' : `No ${severity} change`}
              action={
                none ? undefined : (
                  <ButtonLink to="." search={{}}>
                    Show all
                  </ButtonLink>
                )
              }
            >
              {none ? 'The first look is what later ones are compared with.' : 'Others may be there.'}
            </EmptyState>
          }
        >
          {(items) => <ChangeLines changes={items} />}
        </ListFrame>
      </Card>
    </>
  );
}
