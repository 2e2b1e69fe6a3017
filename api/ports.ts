// What the API needs from outside: stores, brokers, engine, and settings read once at start.
import type { StorageStore } from '../domain/upkeep/clean-up/storage.ts';
import type { VersionStore } from '../domain/upkeep/clean-up/version-store.ts';
import type { KeyStore } from '../domain/system/access/api-key.ts';
import type { TrustedProxies } from '../domain/system/access/caller-address.ts';
import type { SessionStore } from '../domain/system/access/session.ts';
import type { WorkspaceStore } from '../domain/config/retention/workspace.ts';
import type { AlertRuleStore } from '../domain/alert/rule/alert-rule.ts';
import type { AlertStateStore } from '../domain/alert/rule/alert-store.ts';
import type { IncidentStore } from '../domain/alert/incident/incident.ts';
import type { AgentStore } from '../domain/system/agent/agent.ts';
import type { AuditStore } from '../domain/system/audit/audit-entry.ts';
import type { BackupStore } from '../domain/upkeep/backup/backup-record.ts';
import type { BulkStore } from '../domain/job/bulk/bulk-store.ts';
import type { CleanUpStore } from '../domain/upkeep/clean-up/clean-up.ts';
import type { CleanUpEngine } from '../domain/upkeep/clean-up/clean-up-engine.ts';
import type { StoredGauge } from '../domain/upkeep/clean-up/stored.ts';
import type { LoginStore } from '../domain/config/login/login.ts';
import type { ProxyPoolStore } from '../domain/config/proxy-pool/proxy-pool.ts';
import type { TagSettingsStore } from '../domain/config/tag-settings/tag-settings.ts';
import type { TryServer } from '../domain/config/proxy-pool/try-server.ts';
import type { ChannelStore } from '../domain/alert/channel/channel.ts';
import type { DeadLetterStore } from '../domain/upkeep/dead-letter/dead-letter.ts';
import type { DeliveryEngine, DeliveryStore } from '../domain/alert/delivery/delivery.ts';
import type { BlobStore } from '../domain/system/blob/blob-store.ts';
import type { SecretSource } from '../domain/system/clock.ts';
import type { DiskGauge } from '../domain/system/disk/disk-space.ts';
import type { EventMessage } from '../domain/run/dispatch/message.ts';
import type { OwnHosts } from '../domain/web/egress/own-host.ts';
import type { EgressPolicy } from '../domain/web/egress/policy.ts';
import type { StartLinkStore } from '../domain/job/execution/start-link.ts';
import type { ControlBroker } from '../domain/run/dispatch/broker.ts';
import type { EmergencyStore, StandingHolds } from '../domain/job/hold/emergency-hold.ts';
import type { ImportReader } from '../domain/upkeep/import/import-reader.ts';
import type { LocalSwitch } from '../domain/job/hold/local-switch.ts';
import type { FeedTokenStore } from '../domain/system/access/feed-token.ts';
import type { ServiceName } from '../domain/health/judge-service.ts';
import type { HealthStore } from '../domain/health/health.ts';
import type { StoreRoom } from '../domain/health/store-room.ts';
import type { HostStore } from '../domain/web/host/host-store.ts';
import type { IdempotencyStore } from '../domain/system/idempotency/idempotency-store.ts';
import type { InboxStore } from '../domain/page/inbox.ts';
import type { MaintenanceStore } from '../domain/alert/maintenance/maintenance-window.ts';
import type { LockStore } from '../domain/system/lock/lock-store.ts';
import type { FailureStore, HistoryStore, PageStore } from '../domain/page/page-store.ts';
import type { TemplateStore } from '../domain/page/template.ts';
import type { ControlPorts } from '../domain/job/control-ports.ts';
import type { ConfigurePorts } from '../domain/job/verb/create-job.ts';
import type { PageLooker } from '../domain/job/preview/page-looker.ts';
import type { PageViewer } from '../domain/job/preview/page-viewer.ts';
import type { RollbackStore } from '../domain/page/rollback-store.ts';
import type { RemovalStore } from '../domain/job/verb/removal.ts';
import type { BrokerGauge, EngineGauge } from '../domain/health/queue/queue.ts';
import type { ScalingStore } from '../domain/health/scaling/role-scaling.ts';
import type { OverviewStore } from '../domain/health/overview/overview-store.ts';
import type { SavedViewStore } from '../domain/job/list/saved-view.ts';
import type { PageParser } from '../domain/run/stage/page-parser.ts';
import type { TallyStore } from '../domain/upkeep/tally/tally.ts';
import type { LanguageModel } from '../domain/system/model/language-model.ts';
import type { Tracer } from '../domain/system/trace/tracer.ts';
import type { StageFiles } from '../domain/run/stage/stage-files.ts';

export interface DependencyCheck {
  readonly name: ServiceName | 'blobs';
  /** Throws when the dependency is not usable. */
  readonly check: () => Promise<void>;
}

export interface ApiSettings {
  readonly version: string;
  /** Where the built dashboard lies. */
  readonly dashboardFolder: string;
  /** The workspace of callers without a key of their own; routes ask `workspaceOf(request)`. */
  readonly workspaceId: string;
  readonly egress: EgressPolicy;
  /** Jobs may run scripts of their own in pages; absent: they may not. */
  readonly allowsScripts?: boolean;
  /** The operator's key. Null: no key is needed, which is allowed on loopback only. */
  readonly apiKey: string | null;
  /** false: there is no /mcp. */
  readonly servesMcp?: boolean;
  /** Whether /metrics has figures by job. */
  readonly metricsByJob: boolean;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: TrustedProxies;
  /** Requests of one caller in a minute; 0: as many as they like. */
  readonly rateLimit: { readonly reads: number; readonly changes: number };
  readonly temporalUiUrl: string | null;
  readonly temporalNamespace: string;
  /** The operator's own hosts: no pause by default. */
  readonly ownHosts: OwnHosts;
  /** User-Agent of scrapers where a job sets none. */
  readonly userAgent: string;
}

export interface ApiPorts extends ConfigurePorts, Pick<ControlPorts, 'chunks' | 'frontier'> {
  readonly pages: PageStore;
  readonly history: HistoryStore;
  readonly inbox: InboxStore;
  readonly feedTokens: FeedTokenStore;
  readonly startLinks: StartLinkStore;
  readonly versions: Pick<VersionStore, 'thinned' | 'pin'>;
  readonly storage: Pick<StorageStore, 'get'>;
  readonly templates: Pick<TemplateStore, 'getMany'>;
  readonly failures: FailureStore;
  readonly rollbacks: Pick<RollbackStore, 'list'>;
  readonly hosts: HostStore;
  readonly agents: AgentStore;
  readonly health: Pick<HealthStore, 'get'>;
  readonly tally: Pick<TallyStore, 'read'>;
  readonly scaling: ScalingStore;
  readonly idempotency: IdempotencyStore;
  readonly removals: RemovalStore;
  readonly cleanUps: CleanUpStore;
  readonly cleanUpEngine: Pick<CleanUpEngine, 'startCleanUp'>;
  readonly storedGauge: StoredGauge;
  /** How full the embedded store is; null: another database. */
  readonly storeRoom: () => Promise<StoreRoom | null>;
  readonly backups: Pick<BackupStore, 'latest'>;
  readonly workspaces: WorkspaceStore;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
  readonly secretSource: SecretSource;
  readonly overview: OverviewStore;
  readonly bulkActions: BulkStore;
  readonly savedViews: SavedViewStore;
  readonly channels: ChannelStore;
  readonly logins: LoginStore;
  readonly proxyPools: ProxyPoolStore;
  readonly tagSettings: TagSettingsStore;
  readonly deliveries: DeliveryStore;
  readonly deadLetters: DeadLetterStore;
  readonly deliveryEngine: DeliveryEngine;
  readonly alertRules: AlertRuleStore;
  readonly alertStates: AlertStateStore;
  readonly incidents: IncidentStore;
  readonly maintenance: MaintenanceStore;
  readonly locks: LockStore;
  readonly emergency: EmergencyStore;
  readonly control: Pick<ControlBroker, 'publishPermit' | 'publishHolds'>;
  /** What this process knows of emergency holds; `refresh` reads them now. */
  readonly holds: StandingHolds & { refresh(): Promise<void> };
  readonly localSwitch: Pick<LocalSwitch, 'clear'>;
  /** Absent or null: nobody takes traces. */
  readonly tracer?: Tracer | null;
  /** Absent or null: no language model is asked. */
  readonly model?: LanguageModel | null;
  readonly stageFiles: Pick<StageFiles, 'read'>;
  readonly blobs: Pick<BlobStore, 'get' | 'putArchive'>;
  /** Opens a thread that reads pages; the caller closes it. `pageDeadlineMs`: for one page; absent: a second. */
  readonly openParser: (pageDeadlineMs?: number) => PageParser & { close(): Promise<void> };
  /** Looks at one page through the scrapers. */
  readonly looker: PageLooker;
  /** Looks at a page by one server of a proxy pool. */
  readonly tryServer: TryServer;
  readonly viewer: PageViewer;
  readonly importReader: ImportReader;
  /** Called for everything that is published: stored events and progress. */
  readonly onEvent: (handler: (event: EventMessage) => void) => Promise<void>;
  readonly disk: Pick<DiskGauge, 'space'>;
  readonly brokerGauge: BrokerGauge;
  readonly engineGauge: EngineGauge;
  readonly checks: readonly DependencyCheck[];
  readonly settings: ApiSettings;
}
