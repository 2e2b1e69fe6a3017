// Which new URLs a run still takes: as many as its own limit of pages and that of the month leave room for. A URL that is in
// the frontier already needs no room.
import type { LimitPorts } from '../../domain/job/limit/reserve.ts';
import { type PageWriter, pageRoom } from '../../domain/job/limit/run-limits.ts';
import type { FrontierStore, NewUrl } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';

export interface PageLimitPorts extends LimitPorts {
  readonly frontier: Pick<FrontierStore, 'missing'>;
}

export interface OfferedUrls {
  readonly urls: readonly NewUrl[];
  /** URLs in the frontier of the run. */
  readonly count: number;
  readonly writer: PageWriter;
}

export interface TakenUrls {
  readonly taken: readonly NewUrl[];
  /** How many new URLs the run's own limit keeps out. */
  readonly leftOut: number;
  /** How many the limit of the month keeps out. */
  readonly overMonth: number;
  /** To be called when the URLs are in the frontier, with their count. */
  readonly noteCount: (count: number) => Promise<void>;
}

export async function withinPageLimit(
  ports: PageLimitPorts,
  run: Run,
  { urls, count, writer }: OfferedUrls,
): Promise<TakenUrls> {
  const room = Math.max(0, run.config.limits.maxPages - count);
  let missing: readonly NewUrl[] | null = null;
  const missed = async (): Promise<readonly NewUrl[]> =>
    (missing ??= await ports.frontier.missing(run._id, urls));
  const month = await pageRoom(ports, { run, writer, count }, async () =>
    Math.min(room, (await missed()).length),
  );
  if (month === null && urls.length <= room)
    return { taken: urls, leftOut: 0, overMonth: 0, noteCount: nothing };
  const fresh = await missed();
  const wanted = Math.min(room, fresh.length);
  const granted = Math.min(wanted, month?.granted ?? wanted);
  return {
    taken: fresh.slice(0, granted),
    leftOut: fresh.length - wanted,
    overMonth: wanted - granted,
    noteCount: month?.noteCount ?? nothing,
  };
}

async function nothing(): Promise<void> {
  // Without a limit of the month nothing is held.
}
