// The runs before and behind a run, in words for the terminal.
import type { RunView } from '../../api/client/client.ts';
import { plain } from '../print-table.ts';

const LONGEST = 300;

export function describeChain({
  parent,
  depth,
  dependents,
}: Pick<RunView, 'parent' | 'depth' | 'dependents'>): string[] {
  const lines: string[] = [];
  if (parent !== null) {
    const job = parent.jobName ?? parent.jobId;
    const pages = parent.pages === null ? '' : `, for its ${parent.pages} pages`;
    lines.push(
      `behind   started by ${parent.runId}${job === null ? '' : ` of ${plain(job, 60)}`}${pages}; run ${depth + 1} of its chain`,
    );
  }
  for (const { jobName, code, detail, runId } of dependents) {
    const mark = code === 'started' ? `${runId ?? ''}  ` : '';
    lines.push(`then     ${plain(jobName, 60)}: ${mark}${plain(detail, LONGEST)}`);
  }
  return lines;
}
