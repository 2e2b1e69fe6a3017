// What has to be true after a soak, judged from what the API tells, what the sites served and what the receiver got.
import type { ApiClient, ChangeView, RunView } from '../../api/client/client.ts';
import type { Receiver } from './receiver.ts';
import { type Samples, courseOf } from './samples.ts';
import type { SoakSite } from './soak-site.ts';

export interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly detail: string;
}

export interface WatchedJob {
  readonly jobId: string;
  readonly name: string;
  readonly site: SoakSite;
  /** Pages that change, as paths of the site. */
  readonly paths: readonly string[];
}

const EDITION = /edition (\d+) of/;
/** Beyond this, a process grows. */
const GROWTH = { share: 1.15, mb: 25, files: 15 };
const PIPELINE_MB = 250;
const PAGE = 100;
const MAX_PAGES = 400;

export async function judgeChanges(
  client: ApiClient,
  jobs: readonly WatchedJob[],
  receiver: Receiver,
): Promise<Finding[]> {
  const told = [...receiver.messages.values()].join('\n');
  const broken: string[] = [];
  let changes = 0;
  let untold = 0;
  for (const job of jobs) {
    const ofJob = await allChanges(client, job.jobId);
    changes += ofJob.length;
    untold += ofJob.filter(({ changeId }) => !told.includes(changeId)).length;
    for (const path of job.paths) broken.push(...gapsOf(job, path, ofJob));
  }
  return [
    {
      what: 'every page is stored in its last edition, by changes without a gap or a repeat',
      isGood: broken.length === 0,
      detail: broken.length === 0 ? `${changes} changes` : broken.slice(0, 5).join('; '),
    },
    {
      what: 'every change was told',
      isGood: untold === 0,
      detail: `${changes - untold} of ${changes}, in ${receiver.messages.size} messages, ${receiver.repeats()} repeated under the same id`,
    },
  ];
}

async function allChanges(client: ApiClient, jobId: string): Promise<ChangeView[]> {
  const all: ChangeView[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query: Record<string, string | number> = { jobId, limit: PAGE };
    if (cursor !== null) query['cursor'] = cursor;
    const { items, nextCursor } = await client.changes(query);
    all.push(...items);
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return all;
}

/** Editions may be skipped while something was away; what a change came from has to be what the one before led to. */
function gapsOf({ name, site }: WatchedJob, path: string, changes: readonly ChangeView[]): string[] {
  const steps = changes
    .filter(({ url }) => new URL(url).pathname === path)
    .flatMap(({ blocks }) => stepOf(blocks))
    .toSorted((a, b) => a.to - b.to);
  const gaps: string[] = [];
  let at = 1;
  for (const { from, to } of steps) {
    if (from !== at) gaps.push(`${name} ${path}: a change from edition ${from}, after ${at}`);
    at = to;
  }
  const last = site.editionOf(path);
  if (at !== last) gaps.push(`${name} ${path}: the changes lead to edition ${at}, the site has ${last}`);
  return gaps;
}

function stepOf(blocks: ChangeView['blocks']): { from: number; to: number }[] {
  const find = (key: 'before' | 'after'): number | undefined => {
    const text = blocks
      .map((block) => EDITION.exec(block[key] ?? '')?.[1])
      .find((found) => found !== undefined);
    return text === undefined ? undefined : Number(text);
  };
  const from = find('before');
  const to = find('after');
  return from === undefined || to === undefined ? [] : [{ from, to }];
}

export function judgeRuns(runs: readonly RunView[]): Finding[] {
  const unended = runs.filter(({ state }) => !['completed', 'failed', 'stopped'].includes(state));
  const failed = runs.filter(({ state }) => state === 'failed');
  const uneven = runs.filter(
    ({ ledger: { discovered, stored, unchanged, failed: lost, skipped } }) =>
      discovered !== stored + unchanged + lost + skipped,
  );
  const names = (some: readonly RunView[]): string =>
    some
      .slice(0, 3)
      .map(({ runId }) => runId)
      .join(', ');
  return [
    {
      what: 'every run ended',
      isGood: unended.length === 0,
      detail: `${runs.length} runs; open: ${unended.length} ${names(unended)}`,
    },
    { what: 'no run failed', isGood: failed.length === 0, detail: `${failed.length} ${names(failed)}` },
    {
      what: 'every ledger adds up',
      isGood: uneven.length === 0,
      detail: `${uneven.length} do not ${names(uneven)}`,
    },
  ];
}

export function judgeSamples({ byProcess }: Samples): Finding[] {
  const growing: string[] = [];
  for (const [name, samples] of byProcess) {
    const memory = courseOf(samples, ({ rssMb }) => rssMb);
    const files = courseOf(samples, ({ openFiles }) => openFiles);
    if (memory.last > Math.max(memory.first * GROWTH.share, memory.first + GROWTH.mb))
      growing.push(`${name} ${memory.first.toFixed(0)} → ${memory.last.toFixed(0)} MB`);
    if (files.last > files.first + GROWTH.files)
      growing.push(`${name} ${files.first} → ${files.last} open files`);
  }
  const pipelines = [...byProcess].filter(([name]) => name.startsWith('pipeline'));
  const peak = Math.max(0, ...pipelines.flatMap(([, samples]) => samples.map(({ rssMb }) => rssMb)));
  return [
    {
      what: 'memory and open files of every process are flat over the second half',
      isGood: growing.length === 0,
      detail: growing.join('; '),
    },
    {
      what: `no pipeline was above ${PIPELINE_MB} MB`,
      isGood: peak < PIPELINE_MB,
      detail: `peak ${peak.toFixed(0)} MB`,
    },
  ];
}
