// The pipeline process: parse, classify, detect-change, track-price, store, and the planner. Foreign bytes are parsed in
// threads that can be killed.
import { createCleanUp } from '../../activities/clean-up.ts';
import { createClassify } from '../../activities/classify.ts';
import { createDetectChange } from '../../activities/detect-change.ts';
import { createMend } from '../../activities/mend/mend.ts';
import { createInferSelectors } from '../../activities/infer-selectors.ts';
import { createParse } from '../../activities/parse.ts';
import { createPlanChunks } from '../../activities/plan/plan-chunks.ts';
import { createStore } from '../../activities/store/store.ts';
import { createTrackPrice } from '../../activities/track-price.ts';
import { toCleanUpPorts } from '../wiring/clean-up-ports.ts';
import { toLimitPorts } from '../wiring/control-ports.ts';
import { runProcess } from '../wiring/foundation.ts';
import { toMendPorts } from '../wiring/mend-ports.ts';
import { toStagePorts, toStorePorts } from '../wiring/store-ports.ts';
import { openWorker } from '../wiring/temporal-worker.ts';
import { urlKeyOf } from '../url-key.ts';
import { createCollector } from './collect-garbage.ts';
import { ParsePool } from './parse-pool.ts';
import { createSelectorFinder } from './thread-selector-finder.ts';

const PAGE_DEADLINE_MS = 10_000;
const THREAD_HEAP_MB = 256;
const SEARCH_DEADLINE_MS = 60_000;

await runProcess('pipeline', (foundation) => {
  const { config, mongo } = foundation;
  const stage = toStagePorts(foundation);
  const parser = new ParsePool({
    size: config.parseThreads,
    pageDeadlineMs: PAGE_DEADLINE_MS,
    heapMb: THREAD_HEAP_MB,
  });
  const { store } = createStore(toStorePorts(foundation));
  const activities = {
    ...createPlanChunks({
      ...stage,
      frontier: mongo.frontier,
      hosts: mongo.hosts,
      chunkMax: config.chunkMax,
      urlKeyOf,
      ownHosts: config.ownHosts,
      userAgent: config.userAgent,
      ...toLimitPorts(foundation),
    }),
    ...createParse({ ...stage, parser }),
    ...createClassify(stage),
    ...createDetectChange(stage),
    ...createTrackPrice({ ...stage, history: mongo.history }),
    store,
    ...createCleanUp(toCleanUpPorts(foundation)),
    ...createMend(toMendPorts(foundation, parser)),
    ...createInferSelectors({
      ...stage,
      jobs: mongo.jobs,
      history: mongo.history,
      parser,
      finder: createSelectorFinder({ deadlineMs: SEARCH_DEADLINE_MS, heapMb: THREAD_HEAP_MB }),
    }),
  };
  return openWorker(foundation, {
    queue: 'pipeline',
    options: { activities, maxConcurrentActivityTaskExecutions: 8 },
    afterActivity: createCollector(),
    load: () => ({ parseThreadsStarted: parser.started }),
    stop: () => parser.close(),
  });
});
