// The orchestrator process: workflows, and the short activities that start, move and end runs.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOrchestrate } from '../../activities/orchestrate.ts';
import { createStore } from '../../activities/store/store.ts';
import { dropRunFiles } from '../../domain/removal/sweep-files.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import { runProcess } from '../wiring/foundation.ts';
import { prepareEngine } from '../wiring/prepare-engine.ts';
import { toStorePorts } from '../wiring/store-ports.ts';
import { openWorker } from '../wiring/temporal-worker.ts';

/** The bundle that is built after compiling; when running from source, the worker makes it at its start. */
function workflowSource(): { workflowBundle: { codePath: string } } | { workflowsPath: string } {
  const bundle = fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url));
  if (existsSync(bundle)) return { workflowBundle: { codePath: bundle } };
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return { workflowsPath: fileURLToPath(new URL(`../../workflows/index.${extension}`, import.meta.url)) };
}

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
  return openWorker(foundation, {
    queue: 'orchestrator',
    options: {
      ...workflowSource(),
      activities: { ...activities },
      maxCachedWorkflows: 200,
      maxConcurrentWorkflowTaskExecutions: 40,
      // How long a workflow task waits for the worker that had it, in case it was killed.
      stickyQueueScheduleToStartTimeout: '1s',
    },
    load: () => ({}),
  });
});
