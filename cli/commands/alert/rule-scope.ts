// Of which jobs a rule or a maintenance window is, and hours of the day, as they are typed.
import type { RuleInput } from '../../../api/client/incident-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { findJobId } from '../../find-job.ts';

interface ScopeOptions {
  readonly job?: string;
  readonly tag?: string;
}

export async function scopeOf(
  { api }: CliContext,
  { job, tag }: ScopeOptions,
): Promise<NonNullable<RuleInput['scope']>> {
  if (job !== undefined && tag !== undefined)
    throw new WebloomError('validation', 'One job or the jobs with a tag: give --job or --tag, not both.');
  if (job !== undefined) return { kind: 'job', jobId: await findJobId(api, job) };
  return tag === undefined ? { kind: 'workspace' } : { kind: 'tag', tag };
}

export function parseHours(text: string): { from: string; to: string } {
  const [, from, to] = /^(\d\d:\d\d)\s*-\s*(\d\d:\d\d)$/.exec(text.trim()) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  throw new WebloomError('validation', `"${text}" are no hours. Write them as 22:00-07:00.`);
}
