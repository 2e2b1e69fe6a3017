// Builds the ports of the stages and of the store stage from what a process has opened.
import type { SmallPipelinePorts } from '../../activities/small-pipeline.ts';
import type { StagePorts } from '../../activities/stage-ports.ts';
import type { ApplyPorts } from '../../activities/store/apply-ports.ts';
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import { createPictureComparer } from '../threads/thread-picture-comparer.ts';
import { urlKeyOf } from '../url-key.ts';
import { toLimitPorts } from './control-ports.ts';
import type { Foundation } from './foundation.ts';

export function toStagePorts(foundation: Foundation): StagePorts {
  const { mongo, findRun, blobs, files, clock, ids, hasher, log } = foundation;
  const { runs, chunks, pages, templates } = mongo;
  return { runs, findRun, chunks, pages, templates, blobs, files, clock, ids, hasher, log };
}

export function toStorePorts(foundation: Foundation): ApplyPorts {
  const { jobs, history, failures, events } = foundation.mongo;
  return {
    ...toStagePorts(foundation),
    jobs,
    history,
    failures,
    pictures: createPictureCoder(),
    events,
    eventBroker: foundation.eventBroker,
  };
}

export function toSmallPipelinePorts(foundation: Foundation): SmallPipelinePorts {
  const { config, mongo } = foundation;
  const { chunkMax, ownHosts, userAgent } = config;
  const { frontier, hosts, history } = mongo;
  const stage = { ...toStagePorts(foundation), ...toLimitPorts(foundation) };
  const pictures = createPictureComparer();
  return { ...stage, frontier, hosts, history, pictures, chunkMax, urlKeyOf, ownHosts, userAgent };
}
