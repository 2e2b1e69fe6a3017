// What a job watches, changed as it was chosen: a page of it is looked at, parts are picked, rules tried, then it is saved.
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LookOnly, Operators } from '../../ui/field/operators.tsx';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { parseConfig } from '../merge-patch.ts';
import { useJob } from '../../api/use-job.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState, NoAnswer } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { EditForm } from './form.tsx';
import { namedPages } from '../new-job/job-look.ts';

const JOBS = { name: 'Jobs', to: '/jobs' };

export function Screen(): ReactNode {
  const { jobId = '' } = useParams({ strict: false });
  const { data: job, error, refetch } = useJob(jobId);
  if (job === undefined)
    return (
      <>
        <PageHead title="Change what is watched" crumbs={[JOBS]} />
        <NoAnswer of={{ error, refetch }} />
      </>
    );
  const pages = namedPages(parseConfig(job.config));
  return (
    <>
      <PageHead
        title="Change what is watched"
        tab={`Change ${job.name}`}
        sub={
          <span dir="auto" className="font-[540] text-ink">
            {job.name}
          </span>
        }
        crumbs={[JOBS, { name: job.name, to: `/jobs/${jobId}` }]}
        actions={
          <ButtonLink to="/jobs/$jobId/$tab" params={{ jobId, tab: 'settings' }}>
            All settings
          </ButtonLink>
        }
      />
      <Operators instead={<LookOnly />}>
        {pages[0] === undefined ? <FoundPages job={job} /> : <EditForm key={jobId} job={job} pages={pages} />}
      </Operators>
    </>
  );
}

const FINDS_BY: Readonly<Record<string, string>> = {
  listing: 'lists of items',
  sitemap: 'sitemaps',
  feed: 'feeds',
};

/** The addresses of such a job are not those of the pages it watches. */
function FoundPages({ job: { jobId, sourceKind } }: { readonly job: JobView }): ReactNode {
  return (
    <EmptyState
      title={`This job finds its pages by ${FINDS_BY[sourceKind] ?? sourceKind}`}
      action={
        <>
          <ButtonLink kind="primary" to="/jobs/$jobId/$tab" params={{ jobId, tab: 'settings' }}>
            To its settings
          </ButtonLink>
          <ButtonLink to="/jobs/$jobId/$tab" params={{ jobId, tab: 'rules' }}>
            To its rules
          </ButtonLink>
        </>
      }
    >
      There is no one page to pick parts on. Its addresses, its schedule and the selectors of what is watched
      stand in its settings, as a form and as JSON; what counts as a change stands in its rules.
    </EmptyState>
  );
}
