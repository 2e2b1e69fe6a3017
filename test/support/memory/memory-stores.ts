// All stores in memory, with the database's interface: for tests of rules and routes, not for real data.
import type { AgentHeartbeat, AgentStore } from '../../../domain/system/agent/agent.ts';
import type { AlertRule } from '../../../domain/alert/rule/alert-rule.ts';
import type { JobStorage } from '../../../domain/upkeep/clean-up/storage.ts';
import type { ThinnedVersion } from '../../../domain/upkeep/clean-up/version-store.ts';
import type { AlertState } from '../../../domain/alert/rule/judge-price.ts';
import type { DeadLetter } from '../../../domain/upkeep/dead-letter/dead-letter.ts';
import type { EventStore, StoredEvent } from '../../../domain/system/event/event.ts';
import type { HealthDocument, HealthStore } from '../../../domain/health/health.ts';
import type { Delivery } from '../../../domain/alert/delivery/delivery.ts';
import type { Incident } from '../../../domain/alert/incident/incident.ts';
import type { JobVersion } from '../../../domain/config/version/job-version.ts';
import type { Job } from '../../../domain/job/job.ts';
import type { LockStore } from '../../../domain/system/lock/lock-store.ts';
import type { RolledBackPage } from '../../../domain/page/rollback-store.ts';
import type { Page } from '../../../domain/page/page.ts';
import type { Failure } from '../../../domain/page/page-store.ts';
import type { Template } from '../../../domain/page/template.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';
import type { Run } from '../../../domain/run/run.ts';
import {
  createAuditStore,
  createKeyStore,
  createSessionStore,
  createWorkspaceStore,
} from './access-stores.ts';
import { createLoginStore } from './login-store.ts';
import { createProxyPoolStore } from './proxy-pool-store.ts';
import { createTagSettingsStore } from './tag-settings-store.ts';
import { createChannelStore } from './alert/channel-store.ts';
import { createDeliveryStore } from './alert/delivery-store.ts';
import { createSummaryStore } from './alert/summary-store.ts';
import { createAlertMarkStore, createAlertRuleStore, createAlertStateStore } from './alert/alert-stores.ts';
import { createIncidentStore } from './alert/incident-store.ts';
import { createMaintenanceStore } from './alert/maintenance-store.ts';
import { createStorageStore } from './clean-up/storage-store.ts';
import { createVersionStore } from './clean-up/version-store.ts';
import {
  createCleanUpStore,
  createEndedRunStore,
  createOldRowStore,
  createRetentionStore,
  createStoredGauge,
} from './clean-up/clean-up-stores.ts';
import { createChunkStore } from './chunk-store.ts';
import type { StartLink } from '../../../domain/job/execution/start-link.ts';
import { byId, DocumentTable } from './document-table.ts';
import { createEmergencyStore } from './emergency/emergency-store.ts';
import { createErasureStore } from './erasure-store.ts';
import { createFeedTokenStore } from './feed-token-store.ts';
import { createFrontierStore } from './frontier-store.ts';
import { createFailureStore, createHistoryStore, createHistoryTables } from './history-store.ts';
import { createHostStore } from './host-store.ts';
import { createIdempotencyStore } from './idempotency-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createJobStore } from './job-store.ts';
import { createJobVersionStore } from './job-version-store.ts';
import { createBackupStore } from './list/backup-store.ts';
import { createOverviewStore } from './list/overview-store.ts';
import { createBulkStore } from './list/bulk-store.ts';
import { createSavedViewStore } from './list/saved-view-store.ts';
import { createPageStore } from './page-store.ts';
import { createDeadLetterStore } from './recovery/dead-letter-store.ts';
import { createRemovalStore } from './removal-store.ts';
import { createRunStore } from './run-store.ts';
import { createScalingStore } from './scaling/scaling-store.ts';
import { createRollbackStore } from './page/rollback-store.ts';
import { createTallyStore } from './tally-store.ts';
import { createTemplateStore } from './template-store.ts';
import { createUsageStore } from './limit/usage-store.ts';
import { createStartLinkStore } from './start-link-store.ts';

export function createMemoryStores() {
  const tables = createTables();
  const workspaces = createWorkspaceStore();
  return {
    cleanUps: createCleanUpStore(),
    endedRuns: createEndedRunStore(tables),
    oldRows: createOldRowStore(tables),
    storedGauge: createStoredGauge(tables),
    retentions: createRetentionStore(tables, workspaces),
    jobVersions: createJobVersionStore(tables.jobVersions),
    jobs: createJobStore(tables.jobs),
    overview: createOverviewStore(tables),
    runs: createRunStore(tables.runs),
    chunks: createChunkStore(tables.chunks),
    frontier: createFrontierStore(tables.frontier),
    pages: createPageStore(tables.pages),
    rollbacks: createRollbackStore(tables.rollbacks),
    templates: createTemplateStore(tables.templates),
    history: createHistoryStore(tables),
    inbox: createInboxStore(tables.changes),
    feedTokens: createFeedTokenStore(),
    startLinks: createStartLinkStore(tables.triggers),
    versions: createVersionStore(tables),
    storage: createStorageStore(tables.jobStorage),
    failures: createFailureStore(tables.failures),
    erasure: createErasureStore(tables),
    removals: createRemovalStore(),
    bulkActions: createBulkStore(),
    backups: createBackupStore(),
    savedViews: createSavedViewStore(),
    channels: createChannelStore(),
    logins: createLoginStore(),
    proxyPools: createProxyPoolStore(),
    tagSettings: createTagSettingsStore(),
    deliveries: createDeliveryStore(tables.deliveries),
    deadLetters: createDeadLetterStore(tables),
    alertRules: createAlertRuleStore(tables.alertRules),
    alertMarks: createAlertMarkStore(tables),
    summaries: createSummaryStore(tables),
    alertStates: createAlertStateStore(tables.alertStates),
    incidents: createIncidentStore(tables.incidents),
    maintenance: createMaintenanceStore(),
    hosts: createHostStore(),
    events: createEventStore(tables.events),
    agents: createAgentStore(),
    health: createHealthStore(),
    emergency: createEmergencyStore(),
    tally: createTallyStore(tables),
    locks: createLockStore(),
    scaling: createScalingStore(),
    usage: createUsageStore(tables),
    idempotency: createIdempotencyStore(),
    workspaces,
    keys: createKeyStore(),
    sessions: createSessionStore(),
    audit: createAuditStore(),
    clockOffsetMs: async (): Promise<number> => 0,
    ping: async (): Promise<void> => undefined,
    close: async (): Promise<void> => undefined,
  };
}

function createTables() {
  return {
    ...createHistoryTables(),
    jobVersions: new DocumentTable<JobVersion>(),
    triggers: new DocumentTable<StartLink>(),
    jobs: new DocumentTable<Job>(),
    runs: new DocumentTable<Run>(),
    chunks: new DocumentTable<Chunk>(),
    frontier: new DocumentTable<FrontierEntry>(),
    pages: new DocumentTable<Page>(),
    templates: new DocumentTable<Template>(),
    failures: new DocumentTable<Failure>(),
    rollbacks: new DocumentTable<RolledBackPage>(),
    events: new DocumentTable<StoredEvent>(),
    deliveries: new DocumentTable<Delivery>(),
    alertRules: new DocumentTable<AlertRule>(),
    alertStates: new DocumentTable<AlertState>(),
    incidents: new DocumentTable<Incident>(),
    thinnedVersions: new DocumentTable<ThinnedVersion>(),
    jobStorage: new DocumentTable<JobStorage>(),
    deadLetters: new DocumentTable<DeadLetter>(),
  };
}

function createEventStore(events: DocumentTable<StoredEvent>): EventStore {
  return {
    async insert(some) {
      for (const event of some) events.insert(event);
    },
    async since(workspaceId, from, limit, afterId = '') {
      const isWanted = ({ _id, at, workspaceId: owner }: StoredEvent): boolean =>
        owner === workspaceId &&
        (at.getTime() > from.getTime() || (at.getTime() === from.getTime() && _id > afterId));
      return events.find(isWanted, (a, b) => a.at.getTime() - b.at.getTime() || byId(a, b), limit);
    },
  };
}

function createAgentStore(): AgentStore {
  const agents = new DocumentTable<AgentHeartbeat>();
  return {
    async beat(heartbeat) {
      agents.put(heartbeat);
    },
    async list() {
      return agents.find(() => true);
    },
    async remove(id) {
      agents.delete(id);
    },
  };
}

function createHealthStore(): HealthStore {
  const health = new DocumentTable<HealthDocument>();
  return {
    async put(document) {
      health.put(document);
    },
    async get() {
      return health.get('health');
    },
  };
}

function createLockStore(): LockStore {
  const locks = new DocumentTable<{
    readonly _id: string;
    readonly holder: string;
    readonly until: number;
  }>();
  return {
    async acquire(name, holder, now, until) {
      const lock = locks.get(name);
      if (lock !== null && lock.holder !== holder && lock.until > now) return false;
      locks.put({ _id: name, holder, until });
      return true;
    },
    async release(name, holder) {
      if (locks.get(name)?.holder === holder) locks.delete(name);
    },
    async holder(name, now) {
      const lock = locks.get(name);
      return lock !== null && lock.until > now ? lock.holder : null;
    },
  };
}
