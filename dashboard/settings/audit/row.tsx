// One entry of the audit: who did what to what, how it ended, and behind it where it came from and what changed.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditView } from '../../../api/schemas/access/audit.ts';
import { isJobId } from '../../../domain/job/job-id.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { FoldRow, StateMark } from '../../ui/list/fold-row.tsx';
import { FullMoment, Moment } from '../../ui/moment.tsx';
import { TableHead } from '../../ui/list/table-head.tsx';
import { ScrollBox } from '../../ui/list/scroll-box.tsx';

const TONES = { done: 'var(--st-running)', refused: 'var(--st-paused)', failed: 'var(--st-failed)' };

export function AuditRow({ of }: { readonly of: AuditView }): ReactNode {
  const { at, actor, means, result, code } = of;
  return (
    <FoldRow
      columns="desk:grid-cols-[7rem_10rem_minmax(0,1fr)_15rem]"
      head={
        <>
          <span className="order-2 text-s text-ink-3 desk:order-none">
            <Moment at={at} />
          </span>
          <b className="font-[580]" dir="auto">
            {actor}
          </b>
          <span className="order-3 col-span-2 min-w-0 desk:order-none desk:col-span-1">
            {inShort(means)}
            <Subject of={of} />
          </span>
          <StateMark tone={TONES[result]} className="order-4 col-span-2 desk:order-none desk:col-span-1">
            {code === null ? result : `${result}: ${code}`}
          </StateMark>
        </>
      }
    >
      {() => <Details of={of} />}
    </FoldRow>
  );
}

/** "Make a key; it is shown this once" is of use in the description of the API; here the first half tells it. */
function inShort(means: string): string {
  return means.split(/;| \(/)[0] ?? means;
}

function Subject({ of: { subjectId, subjectName } }: { readonly of: AuditView }): ReactNode {
  if (subjectId === null) return null;
  return <CutText text={subjectName ?? subjectId} className="text-ink-2" />;
}

const PROGRAMS = { browser: 'the dashboard', command: 'the webloom command', other: 'a program' };
const HOWS = {
  open: 'without a key, on this machine',
  key: 'by its key',
  session: 'by a login',
  trigger: 'by a start link of the job',
  'operator-key': 'by the key of the operator',
  rule: 'by an alert rule, because nobody acknowledged',
  nobody: 'not known',
};

function Details({ of }: { readonly of: AuditView }): ReactNode {
  const { at, how, program, address, userAgent, action, status, requestId, subjectId, changes } = of;
  return (
    <div className="grid gap-3 px-4 pt-2 pb-3">
      <Facts>
        <Fact name="When">
          <FullMoment at={at} />
        </Fact>
        <Fact name="From">
          {address}, {PROGRAMS[program]} {HOWS[how]}
        </Fact>
        <Fact name="Program">{userAgent === '' ? 'does not say its name' : userAgent}</Fact>
        <Fact name="Operation">
          {action}, answered {status}, request <span className="font-mono">{requestId}</span>
        </Fact>
        {subjectId === null ? null : (
          <Fact name="To" isCode>
            <SubjectLink subjectId={subjectId} />
          </Fact>
        )}
      </Facts>
      {changes.length === 0 ? null : <Changes changes={changes} />}
    </div>
  );
}

function SubjectLink({ subjectId }: { readonly subjectId: string }): ReactNode {
  if (!isJobId(subjectId)) return subjectId;
  return (
    <Link to="/jobs/$jobId" params={{ jobId: subjectId }} className="text-accent underline">
      {subjectId}
    </Link>
  );
}

function Changes({ changes }: { readonly changes: AuditView['changes'] }): ReactNode {
  return (
    <ScrollBox label="What changed">
      <table className="table text-s">
        <caption className="sr-only">What changed</caption>
        <TableHead heads={['Member', 'Before', 'After']} />
        <tbody>
          {changes.map(({ member, before, after }) => (
            <tr key={member}>
              <th scope="row" className="font-mono">
                {member}
              </th>
              <td className="font-mono">{before ?? '–'}</td>
              <td className="font-mono">{after ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
