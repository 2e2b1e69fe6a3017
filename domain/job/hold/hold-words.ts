// Holds in words for people: what is held, who did it and why, and how to go on.
import { callerWords } from '../../system/access/caller-words.ts';
import type { EmergencyHold, HoldScope } from './emergency-hold.ts';

export function scopeWords(scope: HoldScope): string {
  switch (scope.kind) {
    case 'job':
      return `job ${scope.jobId}`;
    case 'tag':
      return `all jobs with the tag ${scope.tag}`;
    case 'workspace':
      return 'all jobs of the workspace';
    case 'host':
      return `host ${scope.host}`;
    case 'everything':
      return 'everything';
    case 'changes':
      return 'all changes';
  }
}

type Told = Pick<EmergencyHold, '_id' | 'scope' | 'by' | 'reason' | 'since'>;

export function holdWords({ scope, by, reason, since }: Told): string {
  const who = `since ${since.toISOString()}, by ${callerWords(by)}: ${reason}`;
  return scope.kind === 'changes' ? `Read-only ${who}` : `Emergency stop of ${scopeWords(scope)} ${who}`;
}

export function holdRemedy({ _id, scope }: Told): string {
  return scope.kind === 'changes'
    ? 'Leave it with `webloom read-only off`.'
    : `Lift it with \`webloom emergency lift ${_id}\`, or with "Lift" in the dashboard.`;
}
