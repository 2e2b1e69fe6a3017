// What a rule looks at: jobs, the workspace, or the installation.
import type { AlertCondition, AlertKind } from './alert-rule.ts';

/** Kinds that are about the workspace or the installation; a rule of theirs looks at no job. */
const OF_NO_JOB: readonly AlertKind[] = ['health', 'limit-near'];

export function looksAtJobs({ kind }: Pick<AlertCondition, 'kind'>): boolean {
  return !OF_NO_JOB.includes(kind);
}

/** What a rule of the whole workspace looks at. */
export function workspaceWords(when: Pick<AlertCondition, 'kind'>): string {
  if (looksAtJobs(when)) return 'all jobs';
  return when.kind === 'health' ? 'this installation' : 'this workspace';
}
