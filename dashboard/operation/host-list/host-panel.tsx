// One host: why it is asked as it is, its circuit, its jobs, its robots.txt.
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import type { HostDetailView } from '../../../api/schemas/host.ts';
import { formatDuration } from '../../ui/appearance/format.ts';
import { Note } from '../../ui/card.tsx';
import { NoAnswer } from '../../ui/empty-state.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Modal } from '../../ui/modal.tsx';
import { Countdown, FullMoment, Moment } from '../../ui/moment.tsx';
import { HostPause } from './host-pause.tsx';
import { Load } from './host-words.tsx';
import { withMember } from './host-search.ts';
import { useHost } from './use-hosts.ts';

export function HostPanel({ host }: { readonly host: string }): ReactNode {
  const { data, error, refetch } = useHost(host);
  const navigate = useNavigate();
  const close = (): void => {
    void navigate({ to: '/hosts', search: (before) => withMember(before, 'host', undefined) });
  };
  return (
    <Modal title={host} close={close}>
      {data === undefined ? (
        <NoAnswer of={{ error, refetch }} label={`Loading ${host}`} />
      ) : (
        <HostFacts host={data} />
      )}
    </Modal>
  );
}

function HostFacts({ host }: { readonly host: HostDetailView }): ReactNode {
  const { circuit } = host;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {circuit.reason === null ? null : (
        <Note tone="var(--st-failed)" title={`${circuit.failedInRow} failures in a row.`}>
          {circuit.reason} Open the site in a browser: is it there, and does it refuse?
        </Note>
      )}
      <HostPause host={host} />
      <Facts>
        <Fact name="Pause">
          {host.delayMs === 0 ? 'None' : formatDuration(host.delayMs)}: {host.delayWords}.
        </Fact>
        <Fact name="Requests now">{host.requestsNow.words}</Fact>
        <Fact name="Asked next">
          <AskedNext host={host} />
        </Fact>
        {host.restUntil === null ? null : (
          <Fact name="Asked to wait">
            until <FullMoment at={host.restUntil} />
          </Fact>
        )}
        <Fact name="Asked for">
          <Load host={host} />
        </Fact>
        <Fact name="Last success">
          {host.lastSuccessAt === null ? 'none yet' : <Moment at={host.lastSuccessAt} />}
        </Fact>
        <Fact name="Last failure">
          {host.lastFailureAt === null ? 'none' : <Moment at={host.lastFailureAt} />}
        </Fact>
        <Uses host={host} />
      </Facts>
      {host.robotsText === null ? null : (
        <details>
          <summary className="w-max cursor-pointer py-0.5 text-ink-2">Its robots.txt as it was read</summary>
          <ScrollBox label="robots.txt" className="mt-2 max-h-64 overflow-auto rounded-m bg-sunk p-3">
            <pre dir="auto" className="font-mono text-s whitespace-pre-wrap">
              {host.robotsText}
            </pre>
          </ScrollBox>
        </details>
      )}
    </div>
  );
}

function AskedNext({ host: { paused, nextAt } }: { readonly host: HostDetailView }): ReactNode {
  if (paused !== null && paused.until === null) return 'when somebody resumes it';
  const at = paused?.until ?? nextAt;
  return at === null ? 'as soon as a run wants it' : <Countdown at={at} />;
}

function Uses({ host }: { readonly host: HostDetailView }): ReactNode {
  const { robots } = host;
  return (
    <>
      <Fact name="Jobs">
        {host.jobs.length === 0 ? 'no job names it; a redirect or a link led here' : null}
        {host.jobs.map(({ jobId, name }) => (
          <Link
            key={jobId}
            to="/jobs/$jobId"
            params={{ jobId }}
            dir="auto"
            className="block text-accent hover:underline"
          >
            {name}
          </Link>
        ))}
        {host.jobCount > host.jobs.length ? `and ${host.jobCount - host.jobs.length} more` : null}
      </Fact>
      <Fact name="robots.txt">
        {robots.summary}
        {robots.fetchedAt === null ? null : (
          <span className="block text-s text-ink-3">
            read <Moment at={robots.fetchedAt} />
            {robots.crawlDelayMs === null
              ? ''
              : `; it asks for a pause of ${formatDuration(robots.crawlDelayMs)}`}
          </span>
        )}
      </Fact>
    </>
  );
}
