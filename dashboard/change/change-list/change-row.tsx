// One change in the inbox: how much it matters, what happened in words, where, and when.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import { counted } from '../../../domain/system/counted.ts';
import { togetherReason, togetherSummary } from '../../../domain/change/words/fold-together.ts';
import { CutText } from '../../ui/cut-text.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Severity } from '../../ui/state-badge.tsx';
import type { InboxRow } from './day-group.ts';
import { KIND_WORDS } from './inbox-filter.ts';

interface ChangeRowProps {
  readonly row: InboxRow;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  readonly onFocus: () => void;
  readonly onMark: (inbox: 'seen' | 'ignored' | 'unread') => void;
}

export function ChangeRow(props: ChangeRowProps): ReactNode {
  const { row, isCurrent, isSelected, onSelect, onFocus, onMark } = props;
  const { change } = row;
  const isUnread = change.inbox === 'unread';
  const summary = togetherSummary(row);
  const sentence = change.modelSummary?.text ?? null;
  return (
    <li
      data-current={isCurrent}
      data-change={change.changeId}
      className={`grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 border-b border-line px-3 py-2.5 last:border-b-0 hover:bg-paper phone:grid-cols-[auto_5.5rem_minmax(0,1fr)_auto] ${isCurrent ? 'bg-accent-soft' : ''}`}
    >
      <label className="flex size-6 items-center justify-center">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={onSelect}
          aria-label={`Select: ${summary}`}
          className="size-4 accent-(--accent)"
        />
      </label>
      <div className="hidden items-center gap-2 pt-0.5 phone:flex">
        <UnreadDot isUnread={isUnread} />
        <Severity severity={change.severity} />
      </div>
      <div className="min-w-0">
        <Link
          to="/changes/$changeId"
          params={{ changeId: change.changeId }}
          onFocus={onFocus}
          className={`hover:text-accent hover:underline ${isUnread ? 'font-[580]' : 'text-ink-2'}`}
        >
          <span className="mr-2 inline-flex items-center gap-1.5 phone:hidden">
            <UnreadDot isUnread={isUnread} />
            <Severity severity={change.severity} />
          </span>
          <bdi className="[overflow-wrap:anywhere]">{summary}</bdi>
        </Link>
        {sentence === null ? null : (
          <p className="text-s text-ink-2">
            A language model says: <bdi className="[overflow-wrap:anywhere]">“{sentence}”</bdi>
          </p>
        )}
        <RowPlace row={row} />
      </div>
      <Operators>
        <RowActions isUnread={isUnread} onMark={onMark} />
      </Operators>
    </li>
  );
}

function RowPlace({ row: { change, same } }: { readonly row: InboxRow }): ReactNode {
  const { jobId, jobName, title, url, kind, state, inbox, at } = change;
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-3.5 text-s text-ink-3">
      <Link
        to="/jobs/$jobId"
        params={{ jobId }}
        className="max-w-full py-0.5 text-ink-2 hover:text-accent hover:underline phone:max-w-[44ch]"
      >
        <CutText text={jobName} />
      </Link>
      <CutText text={title === '' ? url : title} className="max-w-full phone:max-w-[44ch]" />
      <span>{KIND_WORDS[kind] ?? kind}</span>
      <Moment at={at} />
      {same.length === 0 ? null : (
        <span>
          and {counted(same.length, 'more page')}: {togetherReason({ change, same })}
        </span>
      )}
      {state === 'withdrawn' ? (
        <span className="text-stopping">
          taken back by {change.rolledBack === null ? 'a second look' : 'a roll-back'}
        </span>
      ) : null}
      {inbox === 'ignored' ? <span>ignored</span> : null}
    </div>
  );
}

function UnreadDot({ isUnread }: { readonly isUnread: boolean }): ReactNode {
  return (
    <span className="inline-flex w-2.5 justify-center">
      {isUnread ? (
        <>
          <span aria-hidden="true" className="size-2 rounded-full bg-accent" />
          <span className="sr-only">unread</span>
        </>
      ) : null}
    </span>
  );
}

function RowActions({
  isUnread,
  onMark,
}: {
  readonly isUnread: boolean;
  readonly onMark: ChangeRowProps['onMark'];
}): ReactNode {
  return (
    <div className="flex gap-0.5">
      {isUnread ? (
        <>
          <IconButton label="Mark as seen (e)" onClick={() => onMark('seen')}>
            <Icon name="check" />
          </IconButton>
          <span className="hidden phone:inline">
            <IconButton label="Ignore (i)" onClick={() => onMark('ignored')}>
              <Icon name="close" />
            </IconButton>
          </span>
        </>
      ) : (
        <IconButton label="Mark as unread (u)" onClick={() => onMark('unread')}>
          <Icon name="dot" size={12} />
        </IconButton>
      )}
    </div>
  );
}
