// A job that watches one page, given as bodies, look by look through the real stages; what each look told, and why.
import { createHash } from 'node:crypto';
import { type JobInput, jobConfigSchema } from '../../domain/config/schema.ts';
import type { Change } from '../../domain/page/page.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { type Answer, createDispatchScene, type DispatchScene } from './dispatch-scene.ts';
import { createActivities, runJob } from './run-job.ts';

type Changes = NonNullable<JobInput['config']['changes']>;

/** What the page answers in a run; with `later`, its further looks of the same run get that instead. */
export interface Body {
  readonly body: string;
  readonly later?: string;
  /** Default: that of the course. */
  readonly contentType?: string;
}

export interface Seen {
  /** A change was told by this run. */
  readonly told: boolean;
  readonly changes: readonly Change[];
  /** The last row of the page in this run. */
  readonly row: StoreRow;
  /** Outcome, reason, detail, step and story, for a failed assertion. */
  readonly said: string;
}

export interface WatchCourse {
  readonly scene: DispatchScene;
  look(shown: string | Body): Promise<Seen>;
}

export const WATCHED_URL = 'http://shop.test/watched';
const STEP_MS = 25 * 3_600_000;

export async function createWatchCourse(
  changes: Changes,
  contentType = 'text/html; charset=utf-8',
): Promise<WatchCourse> {
  let present: Body = { body: '' };
  let step = 0;
  const scene = createDispatchScene(({ url, kind, visit }): Answer => {
    if (kind === 'robots' || url !== WATCHED_URL) return { outcome: 'http-error', status: 404 };
    const body = visit > 1 ? (present.later ?? present.body) : present.body;
    const hash = createHash('sha256').update(body).digest('base64url');
    return { body, hash, headers: { 'content-type': present.contentType ?? contentType } };
  });
  const config = jobConfigSchema.parse({
    source: { kind: 'pages', urls: [WATCHED_URL] },
    changes: { sampleNoise: false, ...changes },
  });
  await scene.stores.jobs.insert(sampleJob('watched', { config }));
  const activities = createActivities(scene);
  const states = new Map<string, string>();
  return {
    scene,
    async look(shown) {
      present = typeof shown === 'string' ? { body: shown } : shown;
      step += 1;
      const ended = await runJob(scene, activities, { jobId: 'watched', step });
      scene.aheadMs += STEP_MS;
      const all = await scene.stores.history.changes({ jobId: 'watched', limit: 1_000 });
      const news = all.filter(({ _id, state }) => states.get(_id) !== state);
      for (const { _id, state } of all) states.set(_id, state);
      const row = await lastRow(scene);
      const { outcome, reason, detail = '', step: decided = '', why } = row;
      const changes = news.filter(({ state }) => state === 'confirmed');
      const said = [ended, outcome, reason, detail, decided, ...why]
        .filter((part) => part !== '')
        .join(' | ');
      return { told: changes.length > 0, changes, row, said };
    },
  };
}

async function lastRow({ ports }: DispatchScene): Promise<StoreRow> {
  let key = '';
  for await (const one of ports.blobs.list('runs/')) if (one.includes('/store.')) key = one;
  const row = (await ports.files.read('store', key)).at(-1);
  if (row === undefined) throw new Error('no store row was written');
  return row;
}

/** A letter a look: x where a change was told, a dot where nothing was; and what was said of each. */
export async function watch(
  changes: Changes,
  looks: readonly (string | Body)[],
  contentType?: string,
): Promise<{ told: string; seen: readonly Seen[]; said: string }> {
  const course = await createWatchCourse(changes, contentType);
  const seen: Seen[] = [];
  for (const shown of looks) seen.push(await course.look(shown));
  return {
    told: seen.map(({ told }) => (told ? 'x' : '.')).join(''),
    seen,
    said: seen.map(({ said }) => said).join('\n'),
  };
}
