// The store contracts, kept by the stores in memory.
import { createMemoryStores } from '../../../adapters/memory/memory-stores.ts';
import { describeFrontierStore } from '../../contracts/frontier-store.ts';
import { describeFailureStore, describeHistoryStore } from '../../contracts/history-store.ts';
import { describeInboxStore } from '../../contracts/inbox-store.ts';
import { describeHostStore } from '../../contracts/host-store.ts';
import { describeJobListStore } from '../../contracts/job-list-store.ts';
import { describeJobStore } from '../../contracts/job-store.ts';
import { describePageStore } from '../../contracts/page-store.ts';
import { describeChunkStore, describeRunStore } from '../../contracts/run-store.ts';
import { describeErasureStore, describeRemovalStore } from '../../contracts/removal-store.ts';
import { describeSmallStores } from '../../contracts/small-stores.ts';

describeJobStore('memory', async () => createMemoryStores().jobs);
describeJobListStore('memory', async () => createMemoryStores().jobs);
describeRunStore('memory', async () => createMemoryStores().runs);
describeChunkStore('memory', async () => createMemoryStores().chunks);
describeFrontierStore('memory', async () => createMemoryStores().frontier);
describePageStore('memory', async () => createMemoryStores().pages);
describeHistoryStore('memory', async () => createMemoryStores().history);
describeInboxStore('memory', async () => createMemoryStores());
describeFailureStore('memory', async () => createMemoryStores().failures);
describeHostStore('memory', async () => createMemoryStores().hosts);
describeSmallStores('memory', async () => createMemoryStores());
describeRemovalStore('memory', async () => createMemoryStores().removals);
describeErasureStore('memory', async () => createMemoryStores());
