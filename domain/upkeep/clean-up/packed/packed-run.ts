// A packed run as it is read: finds the parts that hold what is asked for. The latest parts stay in memory, because a list
// asks for the rows of one part again and again.
import type { Failure } from '../../../page/page-store.ts';
import { chunkId } from '../../../run/chunk-id.ts';
import type { Chunk } from '../../../run/chunk.ts';
import type { FrontierEntry } from '../../../run/frontier.ts';
import type { StoreRow } from '../../../run/stage/stage-row.ts';
import { reviveDates } from '../../../run/visit/revive-dates.ts';
import { type PackedRows, type ArchivedKind, type RunArchive, chunkPlace } from './run-archive.ts';

interface Identified {
  readonly _id: string;
}

const REMEMBERED_PARTS = 8;

export class PackedRun {
  readonly #archive: RunArchive;
  readonly #runId: string;
  readonly #parts: readonly PackedRows[];
  readonly #remembered = new Map<PackedRows, Promise<readonly unknown[]>>();

  constructor(archive: RunArchive, runId: string, parts: readonly PackedRows[]) {
    this.#archive = archive;
    this.#runId = runId;
    this.#parts = parts;
  }

  /** Rows of a kind in all. */
  count(kind: ArchivedKind): number {
    return this.#of(kind).reduce((sum, { rows }) => sum + rows, 0);
  }

  async chunk(chunkNo: number): Promise<Chunk | null> {
    const id = chunkId(this.#runId, chunkNo);
    const rows = await this.#rowsAround('chunks', chunkPlace(chunkNo));
    return parseChunks(rows).find(({ _id }) => _id === id) ?? null;
  }

  async chunks(after = 0): Promise<Chunk[]> {
    const all: Chunk[] = [];
    for (const part of this.#of('chunks')) all.push(...parseChunks(await this.#rows(part)));
    return all.filter(({ chunkNo }) => chunkNo > after);
  }

  /** Null: the outcomes of this chunk were gone when the run was packed. */
  async outcomes(chunkNo: number): Promise<StoreRow[] | null> {
    const place = chunkPlace(chunkNo);
    const part = this.#of('outcomes').find(({ first }) => first === place);
    return part === undefined ? null : parseOutcomes(await this.#rows(part));
  }

  async entry(id: string): Promise<FrontierEntry | null> {
    const rows = parseEntries(await this.#rowsAround('frontier', id));
    return rows.find(({ _id }) => _id === id) ?? null;
  }

  async entries(after: string | null, limit: number): Promise<FrontierEntry[]> {
    return this.#list('frontier', parseEntries, { after, limit });
  }

  async failures(
    after: string | null,
    limit: number,
    isWanted: (failure: Failure) => boolean,
  ): Promise<Failure[]> {
    const parse = (rows: readonly unknown[]) => parseFailures(rows).filter(isWanted);
    return this.#list('failures', parse, { after, limit });
  }

  async #list<Row extends Identified>(
    kind: ArchivedKind,
    parse: (rows: readonly unknown[]) => Row[],
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<Row[]> {
    const found: Row[] = [];
    const parts = this.#of(kind);
    for (const [i, part] of parts.entries()) {
      const next = parts[i + 1];
      if (after !== null && next !== undefined && next.first <= after) continue;
      const rows = parse(await this.#rows(part));
      found.push(...rows.filter(({ _id }) => after === null || _id > after));
      if (found.length >= limit) break;
    }
    return found.slice(0, limit);
  }

  /** Rows of the part in which this place would be. */
  async #rowsAround(kind: ArchivedKind, place: string): Promise<readonly unknown[]> {
    const part = this.#of(kind).findLast(({ first }) => first <= place);
    return part === undefined ? [] : this.#rows(part);
  }

  #of(kind: ArchivedKind): PackedRows[] {
    return this.#parts.filter((part) => part.kind === kind);
  }

  #rows(part: PackedRows): Promise<readonly unknown[]> {
    const rows = this.#remembered.get(part) ?? this.#archive.read(this.#runId, part);
    this.#remembered.delete(part);
    this.#remembered.set(part, rows);
    rows.catch(() => this.#remembered.delete(part));
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size > REMEMBERED_PARTS) this.#remembered.delete(oldest);
    return rows;
  }
}

/** What was packed came from the stores, which have checked it. */
function parseChunks(rows: readonly unknown[]): Chunk[] {
  return rows.map((row) => reviveDates(row)) as Chunk[];
}

function parseEntries(rows: readonly unknown[]): FrontierEntry[] {
  return [...rows] as FrontierEntry[];
}

function parseFailures(rows: readonly unknown[]): Failure[] {
  return rows.map((row) => reviveDates(row)) as Failure[];
}

function parseOutcomes(rows: readonly unknown[]): StoreRow[] {
  return [...rows] as StoreRow[];
}
