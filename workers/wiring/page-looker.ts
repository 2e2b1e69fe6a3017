// Looks at pages for the API's previews. Its connection to the broker is opened by the first look, so that an API whose
// previews nobody uses has no queue of its own, and one that starts before the broker is not held up.
import { createPageLooker } from '../../activities/preview/look-at-page.ts';
import type { PageLooker } from '../../domain/job/preview/page-looker.ts';
import { awayError } from '../../activities/preview/prompt-broker.ts';
import { openDispatch } from './dispatch-ports.ts';
import type { Foundation } from './foundation.ts';

/** For a busy broker, whose queues may have to be declared first; one that is not there is told at once. */
const FIRST_WAIT_MS = 6_000;

export function createLazyLooker(foundation: Foundation): PageLooker {
  let opened: Promise<PageLooker> | null = null;
  const open = async (): Promise<PageLooker> =>
    createPageLooker(await openDispatch(foundation, { firstWaitMs: FIRST_WAIT_MS, isPrompt: true }));
  return {
    async look(wanted, signal) {
      opened ??= open();
      try {
        await opened;
      } catch (error) {
        opened = null;
        throw awayError(error);
      }
      return (await opened).look(wanted, signal);
    },
  };
}
