// What a run is compared by: a few figures of its totals. Only runs that watched the same are alike.
import type { JobConfig } from '../../config/schema.ts';
import type { RunTotals } from '../ledger.ts';
import type { Measured } from '../../config/gate/finding.ts';
import type { Run, RunTransition } from '../run.ts';

export interface RunMeasure {
  /** Pages that were read. */
  readonly pages: number;
  readonly failed: number;
  readonly activeMs: number;
  readonly fields: ReadonlyMap<string, Share>;
  readonly types: ReadonlyMap<string, number>;
  readonly bodies: number;
  readonly bodyBytes: number;
}

export interface Share {
  readonly count: number;
  readonly total: number;
}

/** What decides how many pages a run has, what is found on them and how long that takes; not how fields are found. */
export function basisText(config: Pick<JobConfig, 'source' | 'fields' | 'limits' | 'fetch'>): string {
  const { source, fields, limits, fetch } = config;
  const names = fields.map(({ name }) => name).toSorted();
  return JSON.stringify([source, names, limits.maxPages, fetch.delayMs ?? null, fetch.profile]);
}

export function activeTime(
  { history, startedAt, createdAt }: Pick<Run, 'history' | 'startedAt' | 'createdAt'>,
  end: Date,
): number {
  const begin = (startedAt ?? createdAt).getTime();
  const paused = history.reduce((sum, step, index) => {
    if (step.to !== 'paused') return sum;
    const until = nextMove(history, index)?.at ?? end;
    return sum + Math.max(0, until.getTime() - Math.max(begin, step.at.getTime()));
  }, 0);
  return Math.max(0, end.getTime() - begin - paused);
}

function nextMove(history: readonly RunTransition[], index: number): RunTransition | undefined {
  return history[index + 1];
}

export function measureOf(totals: RunTotals, { activeMs }: Measured): RunMeasure {
  const { stored, unchanged, failed, seen } = totals;
  const fields = Object.entries(seen?.fieldPages ?? {}).map(([name, total]): [string, Share] => [
    name,
    { count: ownNumber(seen?.fieldFound ?? {}, name), total },
  ]);
  return {
    pages: stored + unchanged,
    failed,
    activeMs,
    fields: new Map(fields),
    types: new Map(Object.entries(seen?.types ?? {})),
    bodies: seen?.bodies ?? 0,
    bodyBytes: seen?.bodyBytes ?? 0,
  };
}

function ownNumber(counts: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}
