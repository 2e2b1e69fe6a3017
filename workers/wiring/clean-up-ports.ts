// Builds the ports of the clean-up from what a process has opened.
import { createRunArchive } from '../../adapters/blobs/run-archive-file.ts';
import { type RunDetailStores, readingPacked } from '../../domain/upkeep/clean-up/packed/read-packed.ts';
import { createPasses } from '../../domain/upkeep/clean-up/passes.ts';
import { createMayDelete } from '../../domain/system/lock/deletion-lock.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import type { CleanUpPorts } from '../../domain/upkeep/clean-up/run-clean-up.ts';
import type { Foundation } from './foundation.ts';

export function toCleanUpPorts(foundation: Foundation): CleanUpPorts {
  const { mongo, planBook, blobs, files, clock, ids, hasher, log, eventBroker } = foundation;
  const archive = createRunArchive(blobs);
  const { cleanUps, locks, events } = mongo;
  const mayDelete = createMayDelete({ locks, clock });
  const passes = createPasses({
    ...mongo,
    planBook,
    archive,
    blobs,
    stageFiles: files,
    mayDelete,
    clock,
    log,
  });
  const workspaceId = DEFAULT_WORKSPACE;
  return { workspaceId, mayDelete, cleanUps, locks, events, passes, clock, ids, hasher, log, eventBroker };
}

/** What tells of the details of runs, packed ones included. */
export function toRunDetails({ mongo, blobs, files }: Foundation): RunDetailStores {
  const { chunks, frontier, failures } = mongo;
  return readingPacked({ chunks, frontier, failures, stageFiles: files }, createRunArchive(blobs));
}
