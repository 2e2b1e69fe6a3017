// Builds the ports of the stages and of the store stage from what a process has opened.
import type { StagePorts } from '../../activities/stage-ports.ts';
import type { ApplyPorts } from '../../activities/store/apply-ports.ts';
import type { Foundation } from './foundation.ts';

export function toStagePorts({ mongo, blobs, files, clock, ids, hasher, log }: Foundation): StagePorts {
  const { runs, chunks, pages, templates } = mongo;
  return { runs, chunks, pages, templates, blobs, files, clock, ids, hasher, log };
}

export function toStorePorts(foundation: Foundation): ApplyPorts {
  const { jobs, history, failures, events } = foundation.mongo;
  return {
    ...toStagePorts(foundation),
    jobs,
    history,
    failures,
    events,
    eventBroker: foundation.eventBroker,
  };
}
