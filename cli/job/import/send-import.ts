// Sends a file of another tool until all its entries are jobs: the API makes as many as it can in some seconds.
import type { ImportReportView } from '../../../api/client/client.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';

export interface ImportAsked {
  readonly query: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
}

interface Sent {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly asked: ImportAsked;
}

/** What was made by an earlier request of this command counts as made now. */
export async function sendImport(
  { api, err, isTerminal }: Pick<CliContext, 'api' | 'err' | 'isTerminal'>,
  { file, bytes, asked }: Sent,
): Promise<ImportReportView> {
  const query = { ...asked.query, ...(asked.dryRun ? { dryRun: 'true' } : {}) };
  const made = new Set<string>();
  let before = Number.POSITIVE_INFINITY;
  for (;;) {
    const report = await api.importFile(bytes, query);
    for (const { jobId, known } of report.entries) if (jobId !== null && !known) made.add(jobId);
    if (report.left === 0) return withMade(report, made);
    if (report.left >= before)
      throw new WebloomError(
        'dependency-unavailable',
        `Of ${file} ${report.left} entries are not made, and none is made any more.`,
        {
          facts: { remedy: 'See webloom health, then import the file again: what was made stays as it is.' },
        },
      );
    before = report.left;
    if (isTerminal) err(`  ${made.size} jobs made, ${report.left} to come\n`);
  }
}

function withMade(report: ImportReportView, made: ReadonlySet<string>): ImportReportView {
  const entries = report.entries.map((entry) => ({
    ...entry,
    known: entry.known && !made.has(entry.jobId ?? ''),
  }));
  return { ...report, entries };
}
