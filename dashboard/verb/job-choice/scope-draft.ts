// Of which jobs something is, as it is chosen and as the API takes it.

export interface ScopeDraft {
  readonly scope: 'workspace' | 'tag' | 'job';
  readonly tag: string;
  /** Empty: none is picked yet. */
  readonly jobId: string;
}

/** Throws in words when something is missing. */
export function toScope({ scope, tag, jobId }: ScopeDraft) {
  switch (scope) {
    case 'workspace':
      return { kind: 'workspace' as const };
    case 'tag':
      if (tag.trim() === '') throw new Error('Give the tag of the jobs, or choose all jobs.');
      return { kind: 'tag' as const, tag: tag.trim() };
    case 'job':
      if (jobId === '') throw new Error('Pick the job, or choose all jobs.');
      return { kind: 'job' as const, jobId };
  }
}
