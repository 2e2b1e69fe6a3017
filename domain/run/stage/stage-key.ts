// Keys of what a run keeps in the blob store until it ends: `runs/<runId>/<chunkNo>/<kind>.<ulid>`. The kind
// is a stage, or `plan`, `links`, `checkpoint`, `sources`, `seeds`; a pack has its scraper's name between
// kind and ulid.

/** Chunk number of files written before the run's first chunk. */
export const SOURCE_CHUNK = 0;
/** Stands in place of a chunk number for packs that outlive the chunk they were fetched for. */
const LEFT = 'left';

/** The folder of all runs. */
export const RUNS_FOLDER = 'runs/';

export interface StageKeyFields {
  readonly runId: string;
  /** Null when the file belongs to no chunk. */
  readonly chunkNo: number | null;
  readonly kind: string;
}

export function runFolder(runId: string): string {
  return `${RUNS_FOLDER}${runId}/`;
}

export function chunkFolder(runId: string, chunkNo: number): string {
  return `${runFolder(runId)}${chunkNo}/`;
}

/** Prefix of the keys of all files of this kind. */
export function stagePrefix(runId: string, chunkNo: number, kind: string): string {
  return `${chunkFolder(runId, chunkNo)}${kind}.`;
}

export function stageKey(runId: string, chunkNo: number, kind: string, ulid: string): string {
  return `${stagePrefix(runId, chunkNo, kind)}${ulid}`;
}

/** Key of the links file beside a parse file: `links.<ulid>` with the same ulid. */
export function linksKey(parseKey: string): string {
  return parseKey.replace('/parse.', '/links.');
}

export function packKey(
  { runId, chunkNo }: { readonly runId: string; readonly chunkNo: number },
  scraperId: string,
  ulid: string,
): string {
  return stageKey(runId, chunkNo, 'pack', `${scraperId}.${ulid}`);
}

/** Key of a pack that is dropped with the run, not with a chunk. */
export function leftPackKey(runId: string, ulid: string): string {
  return `${runFolder(runId)}${LEFT}/pack.${ulid}`;
}

/** `key`: any key in the folder of all runs. */
export function parseStageKey(key: string): StageKeyFields {
  const [runId = '', chunk = '', name = ''] = key.slice(RUNS_FOLDER.length).split('/');
  const [kind = ''] = name.split('.');
  return { runId, chunkNo: /^\d+$/.test(chunk) ? Number(chunk) : null, kind };
}
