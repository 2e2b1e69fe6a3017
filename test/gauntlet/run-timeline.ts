// Runs the timeline through the real stages: two jobs with default configuration, a run of each per step, planner, scrape,
// parse pass and the stages behind it as in earnest. Stores, blobs and the network are in memory; the clock is moved on
// where a run would wait for a second look.
import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/system/event/event.ts';
import { type JobInput, jobConfigSchema } from '../../domain/config/schema.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Answer, createDispatchScene } from '../support/dispatch-scene.ts';
import { createActivities, runJob } from '../support/run-job.ts';
import { type Request, type Served, serve } from './site.ts';
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
  /** By step: the number of pages asked for, second looks included. */
  readonly requests: readonly number[];
  readonly looks: readonly Look[];
  /** By step: the runs that did not complete, and why. */
  readonly trouble: readonly string[];
}

const JOBS: Script['jobs'] = {
  shop: { source: { kind: 'site', start: [`${SHOP}/`] } },
  lone: { source: { kind: 'pages', urls: Object.values(LONE) } },
};

/** A site over some steps, and the jobs that watch it: by id, each with a run a step. */
export interface Script {
  readonly jobs: Readonly<Record<string, JobInput['config']>>;
  readonly serve: (request: Request) => Served;
  readonly lastStep: number;
  /** Another first turn gives other noise, never other truths. Default 0. */
  readonly firstTurn?: number;
}

export function runTimeline(firstTurn = 0): Promise<Course> {
  return runScript({ jobs: JOBS, serve, lastStep: LAST_STEP, firstTurn });
}

export async function runScript({ jobs, serve: answer, lastStep, firstTurn = 0 }: Script): Promise<Course> {
  const looks: Look[] = [];
  const seen = new Set<string>();
  const requests: number[] = [];
  let step = 0;
  let turn = firstTurn;
  const scene = createDispatchScene(({ url, kind }): Answer => {
    if (kind === 'robots') return { outcome: 'http-error', status: 404 };
    const isFirst = !seen.has(`${step} ${url}`);
    seen.add(`${step} ${url}`);
    turn += 1;
    requests[step] = (requests[step] ?? 0) + 1;
    const { status, body, finalUrl } = answer({ url, step, turn, isFirst });
    if (isFirst) looks.push({ step, url, status, body });
    if (status !== 200) return { outcome: 'http-error', status, retryable: status >= 500 };
    const hash = createHash('sha256').update(body).digest('base64url');
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    return { body, hash, headers, ...(finalUrl === undefined ? {} : { finalUrl }) };
  });
  const activities = createActivities(scene);
  for (const [jobId, config] of Object.entries(jobs))
    await scene.stores.jobs.insert(sampleJob(jobId, { config: jobConfigSchema.parse(config) }));
  const told: Told[] = [];
  const trouble: string[] = [];
  const known = new Set<string>();
  for (; step <= lastStep; step += 1) {
    for (const jobId of Object.keys(jobs)) {
      const ended = await runJob(scene, activities, { jobId, step });
      if (ended !== 'completed all-done') trouble.push(`step ${step}, ${jobId}: ${ended}`);
    }
    const events = await scene.stores.events.since('default', new Date(0), 100_000);
    told.push(...events.filter(({ _id }) => !known.has(_id)).flatMap((event) => toTold(step, event)));
    for (const { _id } of events) known.add(_id);
    // The next look is a day later.
    scene.aheadMs += 86_400_000;
  }
  return { told, requests, looks, trouble };
}

const TELLING = new Set(['page.changed', 'price.changed', 'page.removed', 'site.changed']);

function toTold(step: number, { type, data }: StoredEvent): Told[] {
  if (!TELLING.has(type)) return [];
  const { url, host, summary } = data;
  const at = typeof url === 'string' ? url : `http://${String(host)}/`;
  return [{ step, url: at, type, summary: String(summary) }];
}
