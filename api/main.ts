// The API process: opens what every process opens, serves until SIGTERM or SIGINT, ends its streams, closes.
import { ParsePool } from '../workers/pipeline/parse-pool.ts';
import { buildFile } from '../workers/wiring/build-file.ts';
import { toRunDetails } from '../workers/wiring/clean-up-ports.ts';
import { toControlPorts } from '../workers/wiring/control-ports.ts';
import { type Foundation, runProcess } from '../workers/wiring/foundation.ts';
import { createChatModel } from '../adapters/model/chat-model.ts';
import { createServerTrial } from '../adapters/http/proxy/try-server.ts';
import { createFileSwitch } from '../adapters/emergency/file-switch.ts';
import { secretSource } from '../adapters/clock/ids.ts';
import { createPageViewer } from '../workers/pipeline/thread-page-viewer.ts';
import { createDocumentReader } from '../workers/pipeline/thread-document-reader.ts';
import { parserOfDocuments, viewerOfDocuments } from '../workers/pipeline/read-documents.ts';
import { createImportReader } from '../workers/pipeline/thread-import-reader.ts';
import { createLazyLooker } from '../workers/wiring/page-looker.ts';
import { openSecrets } from '../adapters/secrets/open-secrets.ts';
import { createApp } from './app.ts';
import { formerCopies } from '../domain/system/secret/former-copies.ts';
import { DEFAULT_WORKSPACE } from '../domain/system/access/workspace-id.ts';
import type { LanguageModel, ModelPlace } from '../domain/system/model/language-model.ts';
import type { SecretBox } from '../domain/system/secret/secret-box.ts';
import type { ApiPorts } from './ports.ts';
import { checkBinding } from './access/guard-requests.ts';
import { VERSION } from '../domain/system/version.ts';

const DASHBOARD_FOLDER = buildFile('dashboard');
/** For one stored version of a preview, whose answer has to be there within seconds. */
const PREVIEW_PAGE_MS = 1_000;
const PREVIEW_HEAP_MB = 256;
/** For one view of a page that was looked at, within the five seconds of a request. */
const VIEW_MS = 4_000;
/** For one document, which takes seconds where it has hundreds of pages; the views of it that follow take none. */
const DOCUMENT_MS = 20_000;

/** Characters of an operator's key below which somebody may guess it in time: wrong guesses are slowed, not locked out. */
const SHORT_KEY = 16;

function toApiPorts(foundation: Foundation, secrets: SecretBox): ApiPorts {
  const { config, mongo, engine, eventBroker, blobs, disk } = foundation;
  const documents = createDocumentReader({ deadlineMs: DOCUMENT_MS });
  return {
    ...mongo,
    ...toControlPorts(foundation),
    ...toRunDetails(foundation),
    history: mongo.history,
    workspaces: mongo.workspaces,
    secrets,
    cleanUpEngine: engine,
    secretSource,
    deliveryEngine: engine,
    control: foundation.control,
    holds: foundation.holds,
    localSwitch: createFileSwitch(config.dataDir),
    tracer: foundation.tracer,
    model: config.model === null ? null : openModel(foundation, config.model),
    blobs,
    disk,
    brokerGauge: eventBroker,
    engineGauge: engine,
    openParser: (pageDeadlineMs = PREVIEW_PAGE_MS) => {
      const pool = new ParsePool({ size: 1, pageDeadlineMs, heapMb: PREVIEW_HEAP_MB });
      return { ...parserOfDocuments(pool, documents), close: () => pool.close() };
    },
    looker: createLazyLooker(foundation),
    tryServer: createServerTrial({ policy: config.egress, userAgent: config.userAgent }),
    viewer: viewerOfDocuments(createPageViewer({ deadlineMs: VIEW_MS, heapMb: PREVIEW_HEAP_MB }), documents),
    importReader: createImportReader(),
    onEvent: (handler) => eventBroker.onEvent('#', handler),
    checks: [
      { name: 'store', check: () => mongo.ping() },
      { name: 'broker', check: () => eventBroker.ping() },
      { name: 'temporal', check: () => engine.ping() },
      { name: 'blobs', check: () => blobs.ping() },
    ],
    settings: toSettings(config),
  };
}

function openModel(foundation: Foundation, place: ModelPlace): LanguageModel {
  const model = createChatModel(place);
  foundation.onClose(() => model.close());
  return model;
}

function toSettings(config: Foundation['config']): ApiPorts['settings'] {
  return {
    version: VERSION,
    dashboardFolder: DASHBOARD_FOLDER,
    workspaceId: DEFAULT_WORKSPACE,
    egress: config.egress,
    allowsScripts: config.allowsScripts,
    apiKey: config.apiKey,
    metricsByJob: config.metricsByJob,
    servesMcp: config.servesMcp,
    rateLimit: config.rateLimit,
    trustedProxies: config.trustedProxies,
    temporalUiUrl: config.temporalUiUrl,
    temporalNamespace: config.temporal.namespace,
    ownHosts: config.ownHosts,
    userAgent: config.userAgent,
  };
}

await runProcess('api', async (foundation) => {
  const { host, port, apiKey } = foundation.config;
  checkBinding(host, apiKey);
  const { config, mongo, log } = foundation;
  if (apiKey !== null && apiKey.length < SHORT_KEY)
    log.warn({ characters: apiKey.length }, `WEBLOOM_API_KEY can be guessed: give it ${SHORT_KEY} or more`);
  const secrets = await openSecrets(config, mongo);
  const former = formerCopies(await mongo.sealHeaders(secrets));
  if (former !== null) foundation.log.warn({}, former);
  const app = await createApp(toApiPorts(foundation, secrets));
  const url = await app.listen({ host, port });
  return { ready: { url }, load: () => ({}), stop: () => app.close() };
});
