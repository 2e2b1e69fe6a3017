// The noise sample: the first pages of each host that is new to a run are looked at again about two seconds
// later. What differs then is kept with the page, and the host's template learns it for all pages.
import { templateId } from '../page/template-id.ts';
import { type TemplateSample, wantsSample } from '../page/template.ts';
import type { JobConfig } from '../job/schema.ts';
import type { StoreRow } from '../stage/stage-row.ts';
import { urlHost } from '../url/key.ts';
import { outcomeRow } from './outcome-row.ts';
import type { VisitContext } from './visit-context.ts';

const MAX_PAGES_A_HOST = 3;
/** Long enough for clocks, ads and rotating blocks to differ, short enough that nobody edits the page. */
const NOISE_LOOK_MS = 2_000;
const FREQUENT_MS = 60_000;

/** New pages of a host that a chunk may sample: the run's first, or the second after a lone start page. */
export function sampleRoom(chunkNo: number, firstChunkVisits: number): number {
  if (chunkNo === 1) return MAX_PAGES_A_HOST;
  return chunkNo === 2 && firstChunkVisits === 1 ? MAX_PAGES_A_HOST - 1 : 0;
}

/** A lone page that is never compared again, or all the time, is not worth a second look. */
export function samplesNoise({ source, schedule, changes }: JobConfig): boolean {
  if (!changes.sampleNoise) return false;
  if (source.kind !== 'pages' || source.urls.length > 1) return true;
  return schedule !== undefined && (schedule.kind === 'cron' || schedule.everyMs >= FREQUENT_MS);
}

/** Reopens up to `room` new pages of each host for their second look. */
export function planNoiseLooks(rows: readonly StoreRow[], room: number, now: Date): StoreRow[] {
  const taken = new Map<string, number>();
  return rows.map((row) => {
    if (row.reason !== 'first-visit' || row.visit !== 1 || row.reopen !== undefined) return row;
    const host = urlHost(row.url);
    const before = taken.get(host) ?? 0;
    if (before >= room) return row;
    taken.set(host, before + 1);
    return {
      ...row,
      why: [...row.why, 'looked at again in a moment, to learn what differs by itself'],
      reopen: {
        visit: row.visit + 1,
        attempts: 0,
        dueAt: now.getTime() + NOISE_LOOK_MS,
        countedAs: 'stored',
        lookAgain: 'noise',
      },
    };
  });
}

/** Decides the second look: whatever it shows, the page stays as it was stored and no change is told. */
export function decideNoiseLook(visit: VisitContext): StoreRow {
  const { rows, page, run, pageId, order } = visit;
  const { change, scrape, parse } = rows;
  const same = parse?.kind === 'same';
  const why = same ? 'the same bytes again' : (change?.reason ?? scrape.detail ?? scrape.result);
  const row = outcomeRow(visit, { outcome: 'stored', reason: 'noise-sampled', why: [why] });
  const learned = change?.verdict === 'unchanged' ? (change.learned ?? []) : [];
  if (page?.baseline === undefined || learned.length === 0) return row;
  const sample = sampleOf(visit, learned);
  return {
    ...row,
    write: {
      id: pageId,
      expectedV: page.v,
      order,
      set: {
        lastCheckedAt: run.now,
        checks: page.checks + 1,
        baseline: { ...page.baseline, volatile: learned },
      },
    },
    ...(sample === null ? {} : { sample }),
  };
}

function sampleOf({ run, rows, template }: VisitContext, patterns: readonly string[]): TemplateSample | null {
  const { url, urlKey } = rows.scrape;
  if (!wantsSample(template, urlKey)) return null;
  const host = urlHost(url);
  return { id: templateId(run.jobId, host), jobId: run.jobId, host, urlKey, patterns };
}
