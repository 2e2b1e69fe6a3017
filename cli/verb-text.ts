// What a verb did to a job, in words: `✓ Paused “Tent prices”  job_…  ❙❙ paused`.
import type { JobVerb, VerbAnswer } from '../api/client/client.ts';
import { type Paint, paintState } from './paint.ts';
import { plain } from './print-table.ts';

const DONE: Readonly<Record<JobVerb, string>> = {
  start: 'Started',
  pause: 'Paused',
  resume: 'Resumed',
  stop: 'Stopped',
  archive: 'Archived',
  restore: 'Restored',
  schedule: 'Scheduled',
};

/** A name in typographic quotes, without anything that steers the terminal. */
export function quoteName(name: string): string {
  return `“${plain(name, 60)}”`;
}

export function describeVerb(paint: Paint, verb: JobVerb, answer: VerbAnswer): string {
  const run = answer.runId === null ? '' : `  ${answer.runId}`;
  const rest = `${answer.jobId}  ${paintState(paint, answer.state)}${run}`;
  return `${paint.green('✓')} ${sentence(verb, answer)}  ${rest}\n`;
}

function sentence(verb: JobVerb, { name, same, state, buffered }: VerbAnswer): string {
  const quoted = quoteName(name);
  if (buffered) return `A start of ${quoted} waits for the run that goes on`;
  if (same) return `${quoted} is ${state} already`;
  return state === 'stopping' ? `Stopping ${quoted}` : `${DONE[verb]} ${quoted}`;
}
