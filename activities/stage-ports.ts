// The ports that the stages of a chunk share.
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import type { Clock, Hasher, Ids, Log } from '../domain/system/clock.ts';
import type { PageStore } from '../domain/page/page-store.ts';
import type { TemplateStore } from '../domain/page/template.ts';
import type { ChunkStore, RunStore } from '../domain/run/run-store.ts';
import type { FindRun } from '../domain/run/stage/run-cache.ts';
import type { StageFiles } from '../domain/run/stage/stage-files.ts';

export interface StagePorts {
  readonly runs: RunStore;
  /** One for all stages of a process. */
  readonly findRun: FindRun;
  readonly chunks: ChunkStore;
  readonly pages: PageStore;
  readonly templates: TemplateStore;
  readonly blobs: BlobStore;
  readonly files: StageFiles;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly log: Log;
}
