// Times of a job's schedule that got no run of their own, and why, in lines with a title.
import type { OutlookView } from '../../api/client/job-calls.ts';
import { SKIP_WORDS, besidesMissed } from '../../domain/config/schedule/skipped-words.ts';
import { formatTime } from '../print-table.ts';

type Untaken = Pick<OutlookView, 'missed' | 'skipped'>;

const SPANS_SHOWN = 5;

export function untakenLines({ missed, skipped }: Untaken): [string, string][] {
  const told: [string, string][] = skippedLines(skipped, missed);
  if (missed === null) return told;
  return [
    ['missed', `${missed.text} From ${formatTime(missed.from)} to ${formatTime(missed.until)}.`],
    ...told,
  ];
}

/** The newest of them, each with its reason. */
function skippedLines(skipped: OutlookView['skipped'], missed: OutlookView['missed']): [string, string][] {
  const newest = besidesMissed(skipped?.times ?? [], missed).slice(0, SPANS_SHOWN);
  if (skipped === null || newest.length === 0) return [];
  return [
    ['skipped', skipped.text],
    ...newest.map(({ from, until, count, why }): [string, string] => {
      const span = from === until ? formatTime(from) : `${formatTime(from)} to ${formatTime(until)}`;
      return ['', `${span}: ${count} ${SKIP_WORDS[why]}`];
    }),
  ];
}
