// Rows of another workspace are hidden, and rows of a removed job from everybody while they are still being erased.
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiPorts } from '../ports.ts';

interface OwnedRow {
  readonly jobId: string;
}

type Ports = Pick<ApiPorts, 'jobs'>;

async function visibleOf<Row extends OwnedRow>(
  { jobs }: Ports,
  rows: readonly Row[],
  workspaceId?: string,
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const there = await jobs.existing([...new Set(rows.map(({ jobId }) => jobId))], workspaceId);
  return rows.filter(({ jobId }) => there.has(jobId));
}

/** The row; throws `not-found` if it does not exist or its job is removed. */
export async function requireVisible<Row extends OwnedRow>(
  ports: Ports,
  row: Row | null | undefined,
  missing: {
    readonly what: string;
    readonly facts: Readonly<Record<string, unknown>>;
    /** Only of this workspace; absent: the guard of the route has seen to that. */
    readonly workspaceId?: string;
  },
): Promise<Row> {
  const [visible] = await visibleOf(
    ports,
    row === null || row === undefined ? [] : [row],
    missing.workspaceId,
  );
  if (visible !== undefined) return visible;
  throw new WebloomError('not-found', `There is no ${missing.what}.`, { facts: missing.facts });
}

/** Most reads for one page. If all of them meet hidden rows, the page is short but not wrong. */
const MAX_READS = 20;

export interface VisiblePage<Row> {
  readonly rows: Row[];
  /** The row after which the next page begins; null at the end. */
  readonly last: Row | null;
}

export interface VisibleQuery {
  readonly workspaceId: string;
  readonly limit: number;
}

/** A page of `limit` rows of the workspace; hidden rows are left out and replaced by later ones. */
export async function readVisible<Row extends OwnedRow>(
  ports: Ports,
  { workspaceId, limit }: VisibleQuery,
  read: (after: Row | null, count: number) => Promise<Row[]>,
): Promise<VisiblePage<Row>> {
  const rows: Row[] = [];
  let after: Row | null = null;
  for (let reads = 0; reads < MAX_READS; reads++) {
    const some: Row[] = await read(after, limit + 1);
    rows.push(...(await visibleOf(ports, some, workspaceId)));
    if (rows.length > limit) return { rows: rows.slice(0, limit), last: rows[limit - 1] ?? null };
    if (some.length <= limit) return { rows, last: null };
    after = some.at(-1) ?? null;
  }
  return { rows, last: after };
}
