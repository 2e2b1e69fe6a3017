// The run that a preview is to the dispatch of its one page. It is never stored: it has no job, no workflow and no ledger.
import { renderModeOf } from '../../run/render/render-wish.ts';
import type { JobConfig } from '../../config/schema.ts';
import type { Run } from '../../run/run.ts';
import { hasPictureStep } from '../../web/page-step/page-step.ts';

/** A page that does not arrive within this is told as slow, although a run would wait longer. */
const FETCH_MS = 9_000;
/** The same for one that a browser opens. */
const RENDER_MS = 20_000;
/** The same where it takes steps first. */
const STEPS_MS = 40_000;
/** Somebody waits for the answer: what fails is told, not tried again. */
const ATTEMPTS = 1;
const GIVE_UP_MS = 1_000;

export interface PreviewedPage {
  readonly previewId: string;
  readonly workspaceId: string;
  readonly config: JobConfig;
  readonly inBrowser?: boolean;
  /** A picture of the page is wanted besides. */
  readonly wantsPicture?: boolean | undefined;
}

export function previewRun(
  { previewId, workspaceId, config, inBrowser, wantsPicture = false }: PreviewedPage,
  at: Date,
): Run {
  const { fetch } = config;
  const limitMs = inBrowser !== true ? FETCH_MS : fetch.steps === undefined ? RENDER_MS : STEPS_MS;
  return {
    _id: previewId,
    jobId: previewId,
    workspaceId,
    seq: 0,
    workflowId: previewId,
    trigger: 'manual',
    jobVersion: 0,
    config: {
      ...config,
      giveUpAfterMs: GIVE_UP_MS,
      changes: { ...config.changes, watch: 'page' },
      // Nobody looks at its picture otherwise; the pages are opened as the job has them opened all the same.
      fetch: {
        ...fetch,
        render: renderModeOf(config),
        screenshot: wantsPicture || hasPictureStep(fetch.steps) ? 'changes' : 'none',
        keepServed: false,
        maxAttempts: ATTEMPTS,
        deadlineMs: Math.min(fetch.deadlineMs, limitMs),
      },
    },
    state: 'running',
    phase: 'crawling',
    gateSeq: 0,
    ackedGateSeq: 0,
    discovered: 1,
    droppedLinks: {},
    createdAt: at,
    history: [],
  };
}
