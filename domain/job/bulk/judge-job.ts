// Whether a verb would do something for a job as it is now, by the job's table; used by dry runs. The verb itself
// decides again when it is done.
import { JOB_TABLE, type JobEvent, possibleEvents } from '../lifecycle.ts';
import type { JobOutline } from '../listed-job.ts';
import { MAX_TAGS } from '../../config/tags.ts';
import type { BulkVerb } from './bulk-action.ts';

/** Null: it would do something; otherwise why it would not, in words. */
export function skipReason(job: JobOutline, verb: BulkVerb, tag: string | null): string | null {
  switch (verb) {
    case 'delete':
      return null;
    case 'tag':
      return tagReason(job, tag ?? '');
    case 'untag':
      return (job.tags ?? []).includes(tag ?? '') ? null : WITHOUT_TAG;
    case 'start':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'archive':
    case 'restore':
      return verbReason(job, verb);
  }
}

export const WITH_TAG = 'has the tag already';
export const WITHOUT_TAG = 'does not have the tag';
export const GONE = 'there is no such job (any more)';
const FULL = `has ${MAX_TAGS} tags, the most there may be`;

function tagReason({ tags = [] }: JobOutline, tag: string): string | null {
  if (tags.includes(tag)) return WITH_TAG;
  return tags.length >= MAX_TAGS ? FULL : null;
}

function verbReason({ shownState, config }: JobOutline, event: JobEvent): string | null {
  if (JOB_TABLE[shownState][event] === 'same') return alreadySo(shownState);
  return possibleEvents(shownState, config).includes(event) ? null : notNow(shownState, event);
}

export function alreadySo(state: string): string {
  return `is ${state} already`;
}

export function notNow(state: string, verb: string): string {
  return `can't ${verb} while it is ${state}`;
}
