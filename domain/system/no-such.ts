// The error of what is asked for by an id that nothing has.
import { WebloomError } from './errors.ts';

/** `noSuch('job', { jobId })` says "There is no job job_1." and keeps the id as its fact. */
export function noSuch(what: string, id: Readonly<Record<string, string>>): WebloomError {
  return new WebloomError('not-found', `There is no ${what} ${Object.values(id).join(' ')}.`, { facts: id });
}
