// The pipeline process: parse, classify, detect-change, track-price, store, and the planner. Foreign bytes are parsed in
// threads that can be killed.
import { createCleanUp } from '../../activities/clean-up.ts';
import { createSmallPipeline } from '../../activities/small-pipeline.ts';
import { createMend } from '../../activities/mend/mend.ts';
import { createInferSelectors } from '../../activities/infer-selectors.ts';
import { createParse } from '../../activities/parse.ts';
import { createStore } from '../../activities/store/store.ts';
import { toCleanUpPorts } from '../wiring/clean-up-ports.ts';
import { runProcess } from '../wiring/foundation.ts';
import { toMendPorts } from '../wiring/mend-ports.ts';
import { toSmallPipelinePorts, toStagePorts, toStorePorts } from '../wiring/store-ports.ts';
import { openWorkers } from '../wiring/temporal-worker.ts';
import { createCollector } from './collect-garbage.ts';
import { ParsePool } from './parse-pool.ts';
import { finderOfDocuments, parserOfDocuments } from './read-documents.ts';
import { createDocumentReader } from './thread-document-reader.ts';
import { createSelectorFinder } from './thread-selector-finder.ts';

const SLOTS = 8;
/** Large chunks take seconds and fill the slots above; a single page does not wait for them. */
const SMALL_SLOTS = 4;
const PAGE_DEADLINE_MS = 10_000;
const THREAD_HEAP_MB = 256;
const SEARCH_DEADLINE_MS = 60_000;

await runProcess('pipeline', (foundation) => {
  const { config, mongo } = foundation;
  const stage = toStagePorts(foundation);
  const pool = new ParsePool({
    size: config.parseThreads,
    pageDeadlineMs: PAGE_DEADLINE_MS,
    heapMb: THREAD_HEAP_MB,
  });
  const documents = createDocumentReader();
  const parser = parserOfDocuments(pool, documents);
  const { store } = createStore(toStorePorts(foundation));
  const activities = {
    ...createSmallPipeline(toSmallPipelinePorts(foundation)),
    ...createParse({ ...stage, parser }),
    store,
    ...createCleanUp(toCleanUpPorts(foundation)),
    ...createMend(toMendPorts(foundation, parser)),
    ...createInferSelectors({
      ...stage,
      jobs: mongo.jobs,
      history: mongo.history,
      parser,
      finder: finderOfDocuments(
        createSelectorFinder({ deadlineMs: SEARCH_DEADLINE_MS, heapMb: THREAD_HEAP_MB }),
        documents,
      ),
    }),
  };
  const afterActivity = createCollector();
  return openWorkers(foundation, [
    {
      queue: 'pipeline',
      options: { activities, maxConcurrentActivityTaskExecutions: SLOTS },
      afterActivity,
      load: () => ({ parseThreadsStarted: pool.started }),
    },
    {
      queue: 'small',
      options: { activities, maxConcurrentActivityTaskExecutions: SMALL_SLOTS },
      isSpare: true,
      afterActivity,
      load: () => ({}),
      stop: () => pool.close(),
    },
  ]);
});
