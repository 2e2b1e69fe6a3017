// What the API said of several files, as one report: a screen shows one list of entries, and one number of jobs to make.
import type { ImportReportView } from '../../../api/schemas/job/import.ts';

/** One file, or one archive of those that belong together. */
export interface ReadFile {
  readonly file: File;
  readonly report: ImportReportView;
}

export interface FailedFile {
  readonly name: string;
  readonly error: unknown;
}

/** Kind and tag are those of the first. Null: there is none. */
export function mergeReports(reports: readonly ImportReportView[]): ImportReportView | null {
  const [first, ...others] = reports;
  if (first === undefined || others.length === 0) return first ?? null;
  return {
    ...first,
    channels: [...new Set(reports.flatMap(({ channels }) => channels))],
    left: reports.reduce((sum, { left }) => sum + left, 0),
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
    entries: reports.flatMap(({ entries }) => entries),
  };
}
