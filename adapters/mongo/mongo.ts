// Opens the database: one client, all stores over it, migrated before any use.
import type { Db, MongoClient } from 'mongodb';
import { WebloomError } from '../../domain/system/errors.ts';
import type { BlobHomeStore } from '../../domain/system/blob/blob-home.ts';
import type { BlobIndex } from '../../domain/system/blob/blob-index.ts';
import type { SmallFileStore } from '../../domain/run/stage/small-files.ts';
import type { AgentStore } from '../../domain/system/agent/agent.ts';
import type { StorageStore } from '../../domain/upkeep/clean-up/storage.ts';
import type { VersionStore } from '../../domain/upkeep/clean-up/version-store.ts';
import type { LoginStore } from '../../domain/config/login/login.ts';
import type { ProxyPoolStore } from '../../domain/config/proxy-pool/proxy-pool.ts';
import type { TagSettingsStore } from '../../domain/config/tag-settings/tag-settings.ts';
import type { ChannelStore } from '../../domain/alert/channel/channel.ts';
import type { DeadLetterStore } from '../../domain/upkeep/dead-letter/dead-letter.ts';
import type { DeliveryStore } from '../../domain/alert/delivery/delivery.ts';
import type { BackupStore } from '../../domain/upkeep/backup/backup-record.ts';
import type { BulkStore } from '../../domain/job/bulk/bulk-store.ts';
import type { EmergencyStore } from '../../domain/job/hold/emergency-hold.ts';
import type { EventStore } from '../../domain/system/event/event.ts';
import type { StartLinkStore } from '../../domain/job/execution/start-link.ts';
import type { FeedTokenStore } from '../../domain/system/access/feed-token.ts';
import type { HealthStore } from '../../domain/health/health.ts';
import type { StoreRoom } from '../../domain/health/store-room.ts';
import type { StartStore } from '../../domain/health/starts/start-store.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import type { IdempotencyStore } from '../../domain/system/idempotency/idempotency-store.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import type { JobVersionStore } from '../../domain/config/version/job-version.ts';
import type { UsageStore } from '../../domain/job/limit/usage.ts';
import type { LockStore } from '../../domain/system/lock/lock-store.ts';
import type { InboxStore } from '../../domain/page/inbox.ts';
import type { RollbackStore } from '../../domain/page/rollback-store.ts';
import type { FailureStore, HistoryStore, PageStore } from '../../domain/page/page-store.ts';
import type { OverviewStore } from '../../domain/health/overview/overview-store.ts';
import type { TemplateStore } from '../../domain/page/template.ts';
import type { SavedViewStore } from '../../domain/job/list/saved-view.ts';
import type { ErasureStore } from '../../domain/upkeep/removal/erasure-store.ts';
import type { RemovalStore } from '../../domain/job/verb/removal.ts';
import type { FrontierStore } from '../../domain/run/frontier.ts';
import type { ChunkStore, RunStore } from '../../domain/run/run-store.ts';
import type { ScalingStore } from '../../domain/health/scaling/role-scaling.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';
import type { TallyStore } from '../../domain/upkeep/tally/tally.ts';
import { type AccessStores, createAccessStores } from './access/access-stores.ts';
import { type AlertStores, createAlertStores } from './alert/alert-stores.ts';
import { type CleanUpStores, createCleanUpStores } from './clean-up/clean-up-stores.ts';
import { createAgentStore } from './agent-store.ts';
import { createBackupStore } from './backup/backup-store.ts';
import { createLoginStore } from './job/login-store.ts';
import { createProxyPoolStore } from './job/proxy-pool-store.ts';
import { createTagSettingsStore } from './job/tag-settings-store.ts';
import { createChannelStore } from './alert/channel-store.ts';
import { createDeliveryStore } from './alert/delivery-store.ts';
import { createStorageStore } from './clean-up/storage-store.ts';
import { createVersionStore } from './clean-up/version-store.ts';
import { createChunkStore } from './chunk-store.ts';
import { openClient } from './client/open-client.ts';
import { requireEngine } from './client/require-engine.ts';
import { endWritesWithConnection } from './client/cut-connection.ts';
import { toWebloomError, translatingErrors } from './driver-error.ts';
import { createErasureStore } from './erasure-store.ts';
import { createEmergencyStore } from './emergency/emergency-store.ts';
import { createEventStore } from './event-store.ts';
import { createFailureStore } from './failure-store.ts';
import { createStartLinkStore } from './job/start-link-store.ts';
import { createFeedTokenStore } from './inbox/feed-token-store.ts';
import { createFrontierStore } from './frontier-store.ts';
import { createHealthStore } from './health/health-store.ts';
import { createStartStore } from './health/start-store.ts';
import { readStoreRoom } from './health/store-room.ts';
import { createTallyStore } from './health/tally-store.ts';
import { createHistoryStore } from './history-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createHostStore } from './host-store.ts';
import { createInboxStore } from './inbox/inbox-store.ts';
import { createJobStore } from './job-store.ts';
import { createJobVersionStore } from './job/job-version-store.ts';
import { createBulkStore } from './list/bulk-store.ts';
import { createSavedViewStore } from './list/saved-view-store.ts';
import { createUsageStore } from './limit/usage-store.ts';
import { createLockStore } from './lock-store.ts';
import { isMigrated, isNewDatabase, migrate, missingMigrations } from './migrate.ts';
import { type Sealed, sealStored } from './migration/seal-stored.ts';
import { sealingKeys } from './migration/seal-headers.ts';
import { createOverviewStore } from './list/overview-store.ts';
import { createPageStore } from './page-store.ts';
import { createSmallFileStore } from './blob/small-file-store.ts';
import { createBlobHomeStore } from './recovery/blob-home-store.ts';
import { createBlobIndexStore } from './recovery/blob-index-store.ts';
import { createDeadLetterStore } from './recovery/dead-letter-store.ts';
import { createRemovalStore } from './removal-store.ts';
import { createRunStore } from './run-store.ts';
import { createScalingStore } from './scaling/scaling-store.ts';
import { createRollbackStore } from './page/rollback-store.ts';
import { createTemplateStore } from './page/template-store.ts';
import { given } from '../../domain/system/given.ts';

interface Stores extends AccessStores, AlertStores, CleanUpStores {
  readonly jobs: JobStore;
  readonly jobVersions: JobVersionStore;
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
  readonly frontier: FrontierStore;
  readonly pages: PageStore;
  readonly templates: TemplateStore;
  readonly history: HistoryStore;
  readonly inbox: InboxStore;
  readonly feedTokens: FeedTokenStore;
  readonly startLinks: StartLinkStore;
  readonly versions: VersionStore;
  readonly storage: StorageStore;
  readonly failures: FailureStore;
  readonly hosts: HostStore;
  readonly events: EventStore;
  readonly agents: AgentStore;
  readonly blobHomes: BlobHomeStore;
  readonly blobIndex: BlobIndex;
  readonly smallFiles: SmallFileStore;
  readonly health: HealthStore;
  readonly emergency: EmergencyStore;
  readonly tally: TallyStore;
  readonly locks: LockStore;
  readonly usage: UsageStore;
  readonly idempotency: IdempotencyStore;
  readonly erasure: ErasureStore;
  readonly removals: RemovalStore;
  readonly overview: OverviewStore;
  readonly bulkActions: BulkStore;
  readonly backups: BackupStore;
  readonly savedViews: SavedViewStore;
  readonly rollbacks: RollbackStore;
  readonly channels: ChannelStore;
  readonly deliveries: DeliveryStore;
  readonly logins: LoginStore;
  readonly proxyPools: ProxyPoolStore;
  readonly tagSettings: TagSettingsStore;
  readonly scaling: ScalingStore;
  readonly starts: StartStore;
  readonly deadLetters: DeadLetterStore;
}

export interface Mongo extends Stores {
  /** Milliseconds by which the database's clock is ahead of this machine's, measured now. */
  clockOffsetMs(): Promise<number>;
  /** Ids of the keys with which stored secrets are encrypted. */
  sealingKeys(): Promise<readonly string[]>;
  /** Steps that this process did when it opened the database. */
  readonly migrated: readonly string[];
  /** Encrypts with this key what is stored in clear or with an older key; once for each key. */
  sealHeaders(box: SecretBox): Promise<Sealed>;
  /** How full it is; null: it is no embedded store. */
  storeRoom(): Promise<StoreRoom | null>;
  /** Throws `dependency-unavailable` when the database does not answer, or has lost its data. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface MongoOptions {
  readonly dbName: string;
  /** Name in the server's log and in its list of connections. */
  readonly appName: string;
  /** How long a call looks for a server before it throws `dependency-unavailable`, ms. Default 5 s. */
  readonly findServerWithinMs?: number;
  /** A new database is begun on any server, whether or not it does what is needed: for tests of servers. Default: false. */
  readonly onAnyServer?: boolean;
}

export async function createMongo(uri: string, options: MongoOptions): Promise<Mongo> {
  const { dbName, appName, findServerWithinMs = 5_000 } = options;
  try {
    endWritesWithConnection();
    const client = openClient(uri, {
      appName,
      maxPoolSize: 20,
      serverSelectionTimeoutMS: findServerWithinMs,
      // The driver's heartbeat tells a frozen server from a slow one; the socket's timeout is a last resort.
      connectTimeoutMS: 10_000,
      socketTimeoutMS: 60_000,
    });
    try {
      await client.connect();
      const db = client.db(dbName);
      const isDone = await isMigrated(db);
      if (!isDone && options.onAnyServer !== true && (await isNewDatabase(db))) await requireEngine(db);
      const migrated = isDone ? [] : await migrateUnhurried(uri, options);
      return { ...createStores(db), ...createControls(client, db), migrated };
    } catch (error) {
      await client.close();
      throw error;
    }
  } catch (error) {
    throw toWebloomError(error, 'connect');
  }
}

/** By a client of its own: an index over millions of documents takes longer than any answer otherwise. */
async function migrateUnhurried(
  uri: string,
  { dbName, appName, findServerWithinMs }: MongoOptions,
): Promise<string[]> {
  const client = openClient(uri, {
    appName,
    ...given({ serverSelectionTimeoutMS: findServerWithinMs }),
  });
  try {
    return await migrate(client.db(dbName));
  } finally {
    await client.close();
  }
}

function createStores(db: Db): Stores {
  return {
    ...createAccessStores(db),
    ...createAlertStores(db),
    ...createCleanUpStores(db),
    jobs: translatingErrors('jobs', createJobStore(db)),
    jobVersions: translatingErrors('jobVersions', createJobVersionStore(db)),
    runs: translatingErrors('runs', createRunStore(db)),
    chunks: translatingErrors('chunks', createChunkStore(db)),
    frontier: translatingErrors('frontier', createFrontierStore(db)),
    pages: translatingErrors('pages', createPageStore(db)),
    rollbacks: translatingErrors('rollbacks', createRollbackStore(db)),
    templates: translatingErrors('templates', createTemplateStore(db)),
    history: translatingErrors('history', createHistoryStore(db)),
    inbox: translatingErrors('inbox', createInboxStore(db)),
    feedTokens: translatingErrors('feedTokens', createFeedTokenStore(db)),
    startLinks: translatingErrors('triggers', createStartLinkStore(db)),
    versions: translatingErrors('versions', createVersionStore(db)),
    storage: translatingErrors('storage', createStorageStore(db)),
    failures: translatingErrors('failures', createFailureStore(db)),
    hosts: translatingErrors('hosts', createHostStore(db)),
    events: translatingErrors('events', createEventStore(db)),
    agents: translatingErrors('agents', createAgentStore(db)),
    blobHomes: translatingErrors('homes', createBlobHomeStore(db)),
    blobIndex: translatingErrors('blobIndex', createBlobIndexStore(db)),
    smallFiles: translatingErrors('smallFiles', createSmallFileStore(db)),
    emergency: translatingErrors('holds', createEmergencyStore(db)),
    health: translatingErrors('health', createHealthStore(db)),
    tally: translatingErrors('tally', createTallyStore(db)),
    locks: translatingErrors('locks', createLockStore(db)),
    usage: translatingErrors('usage', createUsageStore(db)),
    idempotency: translatingErrors('idempotency', createIdempotencyStore(db)),
    erasure: translatingErrors('erasure', createErasureStore(db)),
    removals: translatingErrors('removals', createRemovalStore(db)),
    overview: translatingErrors('overview', createOverviewStore(db)),
    bulkActions: translatingErrors('bulkActions', createBulkStore(db)),
    backups: translatingErrors('backups', createBackupStore(db)),
    savedViews: translatingErrors('savedViews', createSavedViewStore(db)),
    channels: translatingErrors('channels', createChannelStore(db)),
    deliveries: translatingErrors('deliveries', createDeliveryStore(db)),
    logins: translatingErrors('logins', createLoginStore(db)),
    proxyPools: translatingErrors('proxyPools', createProxyPoolStore(db)),
    tagSettings: translatingErrors('tagSettings', createTagSettingsStore(db)),
    scaling: translatingErrors('scaling', createScalingStore(db)),
    starts: translatingErrors('starts', createStartStore(db)),
    deadLetters: translatingErrors('deadLetters', createDeadLetterStore(db)),
  };
}

function createControls(client: MongoClient, db: Db): Omit<Mongo, keyof Stores | 'migrated'> {
  const controls = {
    async clockOffsetMs(): Promise<number> {
      const sentAt = Date.now();
      const { localTime } = await db.command({ hello: 1 });
      const receivedAt = Date.now();
      // The server read its clock about half a round trip ago.
      return new Date(localTime).getTime() - (sentAt + receivedAt) / 2;
    },
    async sealingKeys(): Promise<readonly string[]> {
      return sealingKeys(db);
    },
    sealHeaders: (box: SecretBox) => sealStored(db, box),
    storeRoom: () => readStoreRoom(db),
    async ping(): Promise<void> {
      const missing = await missingMigrations(db);
      if (missing.length === 0) return;
      const message = `The database ${db.databaseName} is empty or of another version: its data was lost or replaced (${missing.join(', ')} not applied). Restore a backup, or start Webloom again to begin anew.`;
      throw new WebloomError('dependency-unavailable', message, { facts: { missing } });
    },
    async close(): Promise<void> {
      await client.close();
    },
  };
  return translatingErrors('database', controls);
}
