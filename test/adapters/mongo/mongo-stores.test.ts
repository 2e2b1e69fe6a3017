// The store contracts, kept by the stores in MongoDB: the embedded store, or the server MONGODB_TEST_URI names.
import { afterAll, beforeAll } from 'vitest';
import { describeAccessStores } from '../../contracts/access-stores.ts';
import { describeAlertStores } from '../../contracts/alert-stores.ts';
import { describeIncidentStores } from '../../contracts/incident-stores.ts';
import { describeFrontierStore } from '../../contracts/frontier-store.ts';
import { describeFailureStore, describeHistoryStore } from '../../contracts/history-store.ts';
import { describeInboxStore } from '../../contracts/inbox-store.ts';
import { describeHostStore } from '../../contracts/host-store.ts';
import { describeJobListStore } from '../../contracts/job-list-store.ts';
import { describeJobStore } from '../../contracts/job-store.ts';
import { describeJobVersionStore } from '../../contracts/job-version-store.ts';
import { describePageLists } from '../../contracts/page-lists.ts';
import { describeOverviewStore } from '../../contracts/overview-store.ts';
import { describePageStore } from '../../contracts/page-store.ts';
import { describeChunkStore, describeRunStore } from '../../contracts/run-store.ts';
import { describeErasureStore, describeRemovalStore } from '../../contracts/removal-store.ts';
import { describeSmallStores } from '../../contracts/small-stores.ts';
import { describeTallyStore } from '../../contracts/tally-store.ts';
import { describeViewAndBulkStores } from '../../contracts/view-and-bulk-stores.ts';
import { type TestDatabase, openTestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describeJobStore('mongo', async () => (await database.open()).jobs);
describeJobListStore('mongo', async () => (await database.open()).jobs);
describeJobVersionStore('mongo', async () => (await database.open()).jobVersions);
describeRunStore('mongo', async () => (await database.open()).runs);
describeChunkStore('mongo', async () => (await database.open()).chunks);
describeFrontierStore('mongo', async () => (await database.open()).frontier);
describePageStore('mongo', async () => (await database.open()).pages);
describePageLists('mongo', async () => (await database.open()).pages);
describeOverviewStore('mongo', async () => database.open());
describeHistoryStore('mongo', async () => (await database.open()).history);
describeInboxStore('mongo', async () => await database.open());
describeFailureStore('mongo', async () => (await database.open()).failures);
describeHostStore('mongo', async () => (await database.open()).hosts);
describeSmallStores('mongo', () => database.open());
describeTallyStore('mongo', () => database.open());
describeRemovalStore('mongo', async () => (await database.open()).removals);
describeErasureStore('mongo', () => database.open());
describeAccessStores('mongo', () => database.open());
describeViewAndBulkStores('mongo', () => database.open());
describeAlertStores('mongo', () => database.open());
describeIncidentStores('mongo', () => database.open());
