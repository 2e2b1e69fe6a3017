// Sentences about the figures of a job.
import type { JobMetricsView } from '../../../api/schemas/job-detail/job-metrics.ts';
import { counted } from '../../../domain/system/counted.ts';
import { formatCount } from '../../ui/appearance/format.ts';

export function daysWords({ changes, changesPerDay, days }: JobMetricsView): string {
  if (changes === 0 || changesPerDay === null) return 'No change in this time.';
  const busy = days.filter((day) => day.changes > 0).length;
  return `${counted(changes, 'change')} on ${counted(busy, 'day')}, ${perDay(changesPerDay)} a day on average.`;
}

function perDay(changes: number): string {
  if (changes >= 10) return formatCount(Math.round(changes));
  return changes < 0.1 ? 'less than 0.1' : changes.toFixed(1);
}

export function runsWords({ runs, completedRuns, failedRuns, stoppedRuns }: JobMetricsView): string {
  const parts = [`${formatCount(completedRuns)} completed`];
  if (failedRuns > 0) parts.push(`${formatCount(failedRuns)} failed`);
  if (stoppedRuns > 0) parts.push(`${formatCount(stoppedRuns)} stopped`);
  return `${formatCount(runs)}: ${parts.join(', ')}`;
}
