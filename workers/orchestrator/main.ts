// The orchestrator process: workflows, the short activities that start, move and end runs, the stages of a few small pages, and
// on a task queue of their own the deliveries of messages, which wait for foreign servers.
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { createDeliver } from '../../activities/deliver/deliver.ts';
import { createSmallPipeline } from '../../activities/small-pipeline.ts';
import { createOrchestrate } from '../../activities/orchestrate.ts';
import { createStore } from '../../activities/store/store.ts';
import { dropRunFiles } from '../../domain/upkeep/removal/sweep-files.ts';
import { buildFile } from '../wiring/build-file.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import { toDeliverPorts } from '../wiring/delivery-ports.ts';
import { runProcess } from '../wiring/foundation.ts';
import { prepareEngine } from '../wiring/prepare-engine.ts';
import { toSmallPipelinePorts, toStorePorts } from '../wiring/store-ports.ts';
import { type WorkerInput, openWorkers } from '../wiring/temporal-worker.ts';
import { cachedRuns } from '../../domain/run/flow/cached-runs.ts';

/** The bundle that is built after compiling; when running from source, the worker makes it at its start. */
function workflowSource(isTraced: boolean): WorkerInput['options'] {
  const bundle = buildFile(isTraced ? 'workflow-bundle-traced.js' : 'workflow-bundle.js');
  if (existsSync(bundle)) return { workflowBundle: { codePath: bundle } };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const workflowsPath = buildFile(`workflows/index.${extension}`);
  if (!isTraced) return { workflowsPath };
  return { workflowsPath, interceptors: { workflowModules: [buildFile(`workflows/tracing.${extension}`)] } };
}

/** Messages on their way at a time; each channel has a few of these at most. */
const DELIVERY_SLOTS = 50;

await runProcess('orchestrator', async (foundation) => {
  await prepareEngine(foundation);
  const { completeChunk } = createStore(toStorePorts(foundation));
  const { chunkWindow: window, historyLimit } = foundation.config;
  const control = toControlPorts(foundation);
  const { blobs } = foundation;
  const activities = createOrchestrate({
    ...control,
    completeChunk,
    dropFiles: (run) => dropRunFiles({ ...control, blobs }, run),
    settings: { window, historyLimit },
  });
  const deliver = createDeliver(await toDeliverPorts(foundation));
  return openWorkers(foundation, [
    {
      queue: 'orchestrator',
      options: {
        ...workflowSource(foundation.tracer !== null),
        activities: { ...activities, ...createSmallPipeline(toSmallPipelinePorts(foundation)) },
        maxCachedWorkflows: cachedRuns({ allowed: process.constrainedMemory(), machine: totalmem() }),
        maxConcurrentWorkflowTaskExecutions: 40,
        // How long a workflow task waits for the worker that had it, in case it was killed.
        stickyQueueScheduleToStartTimeout: '1s',
      },
      load: () => ({}),
    },
    {
      queue: 'delivery',
      options: { activities: { ...deliver }, maxConcurrentActivityTaskExecutions: DELIVERY_SLOTS },
      load: () => ({}),
    },
  ]);
});
