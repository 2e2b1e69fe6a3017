// The table of hosts; on a phone a list.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';
import type { HostRowView } from '../../../api/schemas/host.ts';
import { counted } from '../../../domain/system/counted.ts';
import { Moment } from '../../ui/moment.tsx';
import { TableHead } from '../../ui/list/table-head.tsx';
import { HostState, Load, Pace, Requests } from './host-words.tsx';

interface RowsProps {
  readonly rows: readonly HostRowView[];
  /** The host whose panel is open. */
  readonly current: string | undefined;
}

const HEADS = ['Host', 'State', 'Pause', 'Asked for', 'robots.txt', 'Last answer'] as const;

export function HostRows({ rows, current }: RowsProps): ReactNode {
  return (
    <>
      <ScrollBox label="Hosts" className="hidden overflow-x-auto desk:block">
        <table className="table">
          <TableHead heads={HEADS} />
          <tbody>
            {rows.map((host) => (
              <Row key={host.host} host={host} isCurrent={host.host === current} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <ul className="desk:hidden">
        {rows.map((host) => (
          <li key={host.host} className="grid gap-1.5 border-t border-line px-4 py-3 first:border-t-0">
            <span className="flex items-start gap-3">
              <span className="min-w-0 flex-1">
                <Name host={host} />
              </span>
              <span>
                <HostState host={host} />
                <Requests host={host} />
              </span>
            </span>
            <span className="flex flex-wrap justify-between gap-x-4 gap-y-1">
              <Pace host={host} />
              <Load host={host} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Name({ host }: { readonly host: HostRowView }): ReactNode {
  return (
    <>
      <Link
        to="/hosts"
        search={(before) => ({ ...before, host: host.host })}
        className="font-[540] wrap-anywhere hover:text-accent hover:underline"
      >
        {host.host}
      </Link>
      <span className="block text-s text-ink-3">
        {host.jobCount === 0 ? 'no job names it' : counted(host.jobCount, 'job')}
      </span>
    </>
  );
}

function Row({ host, isCurrent }: { readonly host: HostRowView; readonly isCurrent: boolean }): ReactNode {
  return (
    <tr className={isCurrent ? 'bg-accent-soft' : ''}>
      <th
        scope="row"
        className="text-m! font-[450]! whitespace-normal! text-ink! [tr:last-child>&]:border-b-0!"
      >
        <Name host={host} />
      </th>
      <td>
        <HostState host={host} />
        <Requests host={host} />
      </td>
      <td>
        <Pace host={host} />
      </td>
      <td>
        <Load host={host} />
      </td>
      <td className="max-w-56 text-s text-ink-2">{host.robots.summary}</td>
      <td className="text-s text-ink-2">
        {host.lastSuccessAt === null ? 'none yet' : <Moment at={host.lastSuccessAt} />}
      </td>
    </tr>
  );
}
