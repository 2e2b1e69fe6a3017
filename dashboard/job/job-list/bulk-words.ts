// The verbs of bulk actions in words.
import type { BulkVerb } from '../../../domain/job/bulk/bulk-action.ts';

interface BulkWords {
  readonly title: string;
  /** On the button, before the number of jobs. */
  readonly doing: string;
  readonly effect: string;
  /** Behind the number of jobs, when it is done. */
  readonly done: string;
}

export const BULK_WORDS: Readonly<Record<BulkVerb, BulkWords>> = {
  start: { title: 'Run jobs now', doing: 'Run', effect: 'Each starts a run at once.', done: 'started' },
  pause: {
    title: 'Pause jobs',
    doing: 'Pause',
    effect:
      'Pages in flight are finished and kept; nothing new begins, and times that pass are not made up for.',
    done: 'paused',
  },
  resume: {
    title: 'Resume jobs',
    doing: 'Resume',
    effect: 'Each goes on where it stopped.',
    done: 'resumed',
  },
  stop: {
    title: 'Stop jobs',
    doing: 'Stop',
    effect: 'Runs end after their grace, what is fetched is stored, and schedules are off.',
    done: 'stopped',
  },
  archive: {
    title: 'Archive jobs',
    doing: 'Archive',
    effect:
      'They start no more. In ten minutes versions go that no change names, and the rest is packed; a restore before that keeps all.',
    done: 'archived',
  },
  restore: {
    title: 'Restore jobs',
    doing: 'Restore',
    effect: 'They come back as stopped; none starts by itself.',
    done: 'restored',
  },
  delete: {
    title: 'Delete jobs',
    doing: 'Delete',
    effect: 'All that is stored of them is erased.',
    done: 'deleted',
  },
  tag: { title: 'Add a tag', doing: 'Tag', effect: 'The tag is put on.', done: 'tagged' },
  untag: { title: 'Take a tag off', doing: 'Untag', effect: 'The tag is taken off.', done: 'untagged' },
};
