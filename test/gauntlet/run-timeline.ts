// Runs the timeline through the real stages: two jobs with default configuration, a run of each per step, planner, scrape,
// parse pass and the stages behind it as in earnest. Stores, blobs and the network are in memory; the clock is moved on
// where a run would wait for a second look.
import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/event/event.ts';
import { jobConfigSchema } from '../../domain/job/schema.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Answer, createDispatchScene } from '../support/dispatch-scene.ts';
import { createActivities, runJob } from '../support/run-job.ts';
import { serve } from './site.ts';
import { LAST_STEP, LONE, SHOP } from './timeline.ts';

/** What the first look at a page in a step was given. */
export interface Look {
  readonly step: number;
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

export interface Told {
  readonly step: number;
  readonly url: string;
  readonly type: string;
  readonly summary: string;
}

export interface Course {
  readonly told: readonly Told[];
  readonly looks: readonly Look[];
  /** By step: the runs that did not complete, and why. */
  readonly trouble: readonly string[];
}

const JOBS = {
  shop: { source: { kind: 'site', start: [`${SHOP}/`] } },
  lone: { source: { kind: 'pages', urls: Object.values(LONE) } },
} as const;

/** Another `firstTurn` gives other noise, never other truths. */
export async function runTimeline(firstTurn = 0): Promise<Course> {
  const looks: Look[] = [];
  const seen = new Set<string>();
  let step = 0;
  let turn = firstTurn;
  const scene = createDispatchScene(({ url, kind }): Answer => {
    if (kind === 'robots') return { outcome: 'http-error', status: 404 };
    const isFirst = !seen.has(`${step} ${url}`);
    seen.add(`${step} ${url}`);
    turn += 1;
    const { status, body, finalUrl } = serve({ url, step, turn, isFirst });
    if (isFirst) looks.push({ step, url, status, body });
    if (status !== 200) return { outcome: 'http-error', status, retryable: status >= 500 };
    const hash = createHash('sha256').update(body).digest('base64url');
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return { body, hash, headers, ...(finalUrl === undefined ? {} : { finalUrl }) };
  });
  const activities = createActivities(scene);
  for (const [jobId, config] of Object.entries(JOBS))
    await scene.stores.jobs.insert(sampleJob(jobId, { config: jobConfigSchema.parse(config) }));
  const told: Told[] = [];
  const trouble: string[] = [];
  const known = new Set<string>();
  for (; step <= LAST_STEP; step += 1) {
    for (const jobId of Object.keys(JOBS)) {
      const ended = await runJob(scene, activities, { jobId, step });
      if (ended !== 'completed all-done') trouble.push(`step ${step}, ${jobId}: ${ended}`);
    }
    const events = await scene.stores.events.since('default', new Date(0), 100_000);
    told.push(...events.filter(({ _id }) => !known.has(_id)).flatMap((event) => toTold(step, event)));
    for (const { _id } of events) known.add(_id);
    // The next look is a day later.
    scene.aheadMs += 86_400_000;
  }
  return { told, looks, trouble };
}

const TELLING = new Set(['page.changed', 'price.changed', 'page.removed', 'site.changed']);

function toTold(step: number, { type, data }: StoredEvent): Told[] {
  if (!TELLING.has(type)) return [];
  const { url, host, summary } = data;
  const at = typeof url === 'string' ? url : `http://${String(host)}/`;
  return [{ step, url: at, type, summary: String(summary) }];
}
