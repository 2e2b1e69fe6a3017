// A preview: one look at one page for somebody who considers a job, from the first step to what was understood.
import type { JobInput, JobConfig } from '../../config/schema.ts';
import type { HostFacts } from './host-facts.ts';
import type { PreviewPhase } from './page-looker.ts';
import type { ViewedBody } from './page-viewer.ts';
import type { OwnJsonFound } from './find-own-json.ts';
import type { RefusedCalls } from '../../web/fetch/page-calls.ts';
import type { PagePicture } from '../../web/fetch/page-picture.ts';
import type { PageStepResult } from '../../web/page-step/page-step.ts';
import type { SuggestedJob } from './suggest-jobs.ts';
import type { UnderstoodPage } from './understand-page.ts';
import type { PreviewProblem } from './unfetched-remedy.ts';

/** What the asker gave besides the address. */
export type PreviewGiven = Pick<JobInput['config'], 'fetch' | 'fields' | 'changes'>;

/**
 * `pending`: it goes on. `understood`: the page was read. `wall`: it was read and holds nothing to watch. `unfetched`: it
 * could not be had. `unreadable`: it was fetched and can't be read.
 */
type PreviewOutcome = 'pending' | 'understood' | 'wall' | 'unfetched' | 'unreadable';

interface FetchedFacts {
  readonly finalUrl: string;
  readonly status: number;
  readonly contentType: string;
  readonly bytes: number;
  /** Time of the request alone, and of the wait for the host's turn. */
  readonly elapsedMs: number;
  readonly waitedMs: number;
  /** A browser opened it. */
  readonly rendered?: true;
}

export interface Preview {
  readonly previewId: string;
  readonly workspaceId: string;
  readonly url: string;
  /** The address with a date in it, of which `url` is that of today; absent: it has none. */
  readonly named?: string | undefined;
  readonly given: PreviewGiven;
  readonly config: JobConfig;
  readonly at: Date;
  readonly steps: readonly { readonly step: PreviewPhase; readonly at: Date }[];
  readonly outcome: PreviewOutcome;
  readonly problem: PreviewProblem | null;
  readonly fetched: FetchedFacts | null;
  /** How the steps in the browser ended, as far as they came; null: none was taken. */
  readonly pageSteps: readonly PageStepResult[] | null;
  /** What robots.txt kept its scripts from asking for; empty: nothing. */
  readonly refusedCalls: readonly RefusedCalls[];
  readonly wantsPicture?: boolean | undefined;
  /** As it was wanted, or by a step that keeps one, or of the screen when a step failed; null: none of these, or none could be taken. */
  readonly picture: PagePicture | null;
  /** Why there is no picture, in words. */
  readonly pictureFault?: string;
  readonly host: HostFacts | null;
  readonly page: UnderstoodPage | null;
  readonly suggestions: readonly SuggestedJob[];
  /** What of it stands in JSON of its own; null: no browser opened it, or nothing was looked for. */
  readonly json: OwnJsonFound | null;
  /** What was fetched; kept for the parts that are picked from it. */
  readonly body: ViewedBody | null;
}
