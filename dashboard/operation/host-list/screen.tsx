// Hosts: who may be asked how often and who says so, which are left alone, what is planned for them.
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { HostRowView } from '../../../api/schemas/host.ts';
import { formatCount } from '../../ui/appearance/format.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState, Loading, ProblemNote } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LinkTabs } from '../../ui/tabs.tsx';
import { HostPanel } from './host-panel.tsx';
import { HostRows } from './host-rows.tsx';
import { withMember } from './host-search.ts';
import { useHosts } from './use-hosts.ts';
import { given } from '../../../domain/system/given.ts';

export function Screen(): ReactNode {
  const search = useSearch({ strict: false });
  const { prefix, state, host } = search;
  const hosts = useHosts({ prefix, state });
  const rows = hosts.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <PageHead
        title={headline(rows, hosts.hasNextPage, state)}
        tab="Hosts"
        sub="Pace is kept for each host over all jobs and runs, so that no site is asked more often than it likes."
      />
      <LinkTabs
        label="Which hosts"
        tabs={[
          {
            name: 'All',
            to: '/hosts',
            search: prefix === undefined ? {} : { prefix },
            current: state === undefined,
          },
          {
            name: 'Left alone',
            to: '/hosts',
            search: { ...given({ prefix }), state: 'failing' },
            current: state === 'failing',
          },
        ]}
      />
      <PrefixField prefix={prefix} />
      {hosts.error === null ? null : <ProblemNote error={hosts.error} retry={() => void hosts.refetch()} />}
      {hosts.data === undefined ? (
        hosts.error === null ? (
          <Loading label="Loading hosts" />
        ) : null
      ) : rows.length === 0 ? (
        <Nothing filtered={prefix !== undefined || state !== undefined} />
      ) : (
        <Card flush>
          <HostRows rows={rows} current={host} />
          {hosts.hasNextPage ? (
            <div className="border-t border-line p-3 text-center">
              <Button disabled={hosts.isFetchingNextPage} onClick={() => void hosts.fetchNextPage()}>
                More hosts
              </Button>
            </div>
          ) : null}
        </Card>
      )}
      {host === undefined ? null : <HostPanel host={host} />}
    </>
  );
}

function headline(rows: readonly HostRowView[], more: boolean, state: string | undefined): string {
  if (rows.length === 0) return state === 'failing' ? 'No host is left alone' : 'Hosts';
  const failing = rows.filter(({ circuit }) => circuit.state !== 'closed').length;
  const many =
    rows.length === 1 ? 'One host' : `${more ? 'More than ' : ''}${formatCount(rows.length)} hosts`;
  if (state === 'failing') return `${many} left alone`;
  const over = rows.filter(({ load }) => (load.share ?? 0) > 1).length;
  const paused = rows.filter((row) => row.paused !== null).length;
  const troubles = [
    ...(paused > 0 ? [paused === 1 ? 'one is paused' : `${paused} are paused`] : []),
    ...(failing > 0 ? [failing === 1 ? 'one is left alone' : `${failing} are left alone`] : []),
    ...(over > 0
      ? [over === 1 ? 'one is asked for more than it allows' : `${over} are asked for more than they allow`]
      : []),
  ];
  return troubles.length === 0 ? `${many}, all well` : `${many}, ${troubles.join(', ')}`;
}

function PrefixField({ prefix }: { readonly prefix: string | undefined }): ReactNode {
  const navigate = useNavigate();
  return (
    <form
      className="mb-3 flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('prefix');
        const value = typeof given === 'string' ? given.trim() : '';
        void navigate({ to: '/hosts', search: (before) => withMember(before, 'prefix', value) });
      }}
    >
      <label className="sr-only" htmlFor="host-prefix">
        Beginning of the name
      </label>
      <input
        id="host-prefix"
        name="prefix"
        key={prefix}
        defaultValue={prefix}
        spellCheck={false}
        placeholder="Hosts that begin with …"
        className="min-h-8 min-w-0 flex-1 rounded-m border border-line-strong bg-sheet px-2.5 placeholder:text-ink-3 phone:max-w-64"
      />
      <Button type="submit">Find</Button>
    </form>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }): ReactNode {
  return filtered ? (
    <EmptyState title="No host matches" action={<ButtonLink to="/hosts">Show all hosts</ButtonLink>}>
      Names are compared from their beginning: “www.” is a part of them.
    </EmptyState>
  ) : (
    <EmptyState
      title="No host was asked for anything yet"
      action={
        <ButtonLink kind="primary" to="/jobs/new">
          Watch a page
        </ButtonLink>
      }
    >
      A host appears here when a run asks it for the first time.
    </EmptyState>
  );
}
