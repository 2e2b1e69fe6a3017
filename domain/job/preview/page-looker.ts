// Port: one look at one page for a preview, under all guards of a run, and what is known of its host afterwards.
import type { NotedAnswer } from '../../web/fetch/noted-answer.ts';
import type { PagePicture } from '../../web/fetch/page-picture.ts';
import type { Host } from '../../web/host/host.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { RenderWish } from '../../run/render/render-wish.ts';
import type { ScrapeRow } from '../../run/stage/stage-row.ts';

/** What is being done, in the order in which it comes. */
export type PreviewPhase = 'wait' | 'robots' | 'fetch' | 'render' | 'read' | 'done';

export interface WantedLook {
  readonly previewId: string;
  readonly workspaceId: string;
  readonly url: string;
  /** The configuration of a job that has this page alone. */
  readonly config: JobConfig;
  readonly onStep: (step: PreviewPhase) => void;
  /** What the address is asked for as. Absent: a page. */
  readonly kind?: 'sitemap' | 'feed' | undefined;
  /** What a look before has shown of how the page is to be opened; absent: there was none. */
  readonly render?: RenderWish;
  /** A picture of the page is wanted, if a browser opens it. */
  readonly wantsPicture?: boolean | undefined;
}

export interface Look {
  /** How the look ended; `deferred`: the host's turn did not come in time. */
  readonly row: ScrapeRow;
  /** Null unless the page was fetched. */
  readonly body: Uint8Array | null;
  /** As it was wanted, or by a step that keeps one, or of the screen when a step failed; absent: none of these, or none could be taken. */
  readonly picture?: PagePicture;
  /** The JSON that the page got while a browser opened it; absent: none did. */
  readonly noted?: readonly NotedAnswer[];
  /** The host of the page as it was answered, with its robots.txt; null: it was never asked. */
  readonly host: Host | null;
}

export interface PageLooker {
  /** Rejects when the broker can't be reached, and with the signal's reason when that ends the wait. */
  look(wanted: WantedLook, signal: AbortSignal): Promise<Look>;
}
