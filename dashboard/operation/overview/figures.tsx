// The four figures; each leads to the list behind it.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount, formatDuration } from '../../ui/appearance/format.ts';
import { Figure } from '../../ui/card.tsx';
import { faultOf } from './use-overview.ts';

interface Shown extends Pick<LinkProps, 'to' | 'search'> {
  readonly key: string;
  readonly value: string;
  readonly words: string;
  readonly tone?: string;
}

/** What stands in the place of a number that is not known. */
const UNKNOWN = '–';

export function Figures({ overview }: { readonly overview: OverviewView }): ReactNode {
  const shown = [jobsFigure(overview), changesFigure(overview), runsFigure(overview), queueFigure(overview)];
  return (
    <div className="grid grid-cols-2 gap-3 phone:gap-4 desk:grid-cols-4">
      {shown.map(({ key, value, words, tone, ...link }) => (
        <Link
          key={key}
          {...link}
          className="block rounded-card [&>div]:h-full hover:[&>div]:border-line-strong"
        >
          <Figure value={value} {...(tone === undefined ? {} : { tone })}>
            {words}
          </Figure>
        </Link>
      ))}
    </div>
  );
}

function jobsFigure(overview: OverviewView): Shown {
  const place = { key: 'jobs', to: '/jobs' } as const;
  if (overview.jobs === null) return { ...place, ...unknown(overview, 'jobs') };
  const { byState } = overview.jobs;
  const running = (byState.running ?? 0) + (byState.starting ?? 0) + (byState.stopping ?? 0);
  const others = (['scheduled', 'paused', 'failed'] as const)
    .filter((state) => (byState[state] ?? 0) > 0)
    .map((state) => `${formatCount(byState[state] ?? 0)} ${state}`);
  const words = ['running now', ...others].join(', ');
  return { ...place, value: formatCount(running), words };
}

function changesFigure(overview: OverviewView): Shown {
  const place = { key: 'changes', to: '/changes' } as const;
  if (overview.changes === null) return { ...place, ...unknown(overview, 'changes') };
  const { total, unread, bySeverity, isCut } = overview.changes;
  const all = `${isCut ? 'more than ' : ''}${formatCount(total)}`;
  const major = bySeverity.major;
  const words = `major changes of ${all} in 24 h, ${formatCount(unread)} unread`;
  return { ...place, value: formatCount(major), words, ...(major > 0 ? { tone: 'var(--sev-major)' } : {}) };
}

function runsFigure(overview: OverviewView): Shown {
  const place = { key: 'runs', to: '/runs' } as const;
  if (overview.runs === null) return { ...place, ...unknown(overview, 'runs') };
  const { share, completed, failed, total } = overview.runs;
  if (share === null) return { ...place, value: UNKNOWN, words: 'no run has ended this week' };
  const percent = share === 1 ? '100' : (Math.floor(share * 1_000) / 10).toFixed(1);
  const words =
    failed === 0
      ? `of ${counted(completed, 'run')} ended well this week`
      : `of ${counted(total, 'run')} ended well this week, ${formatCount(failed)} failed`;
  return { ...place, value: `${percent} %`, words };
}

function queueFigure(overview: OverviewView): Shown {
  const place = { key: 'queue', to: '/queues' } as const;
  if (overview.oldestMessage === null) return { ...place, ...unknown(overview, 'oldestMessage') };
  const { ms } = overview.oldestMessage;
  if (ms === null) return { ...place, value: UNKNOWN, words: 'oldest message in a queue: not known now' };
  return {
    ...place,
    value: waitInWords(ms),
    words: 'oldest message in a queue',
  };
}

function unknown(overview: OverviewView, part: string): Pick<Shown, 'value' | 'words'> {
  return { value: UNKNOWN, words: faultOf(overview, part) ?? 'not known now' };
}

function waitInWords(ms: number): string {
  if (ms >= 1_000) return formatDuration(ms);
  return ms < 50 ? '0 s' : `${(ms / 1_000).toFixed(1)} s`;
}
