// The private Temporal server: development server with UI, one database file, tuned for latency.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { readTemporalAccess } from '../../../adapters/env/temporal-access.ts';
import { PLAIN_ACCESS, type EnginePlace } from '../../../domain/system/net/engine-place.ts';
import { openConnection } from '../../../adapters/temporal/open-connection.ts';
import { prepareNamespace } from '../../../adapters/temporal/prepare-namespace.ts';
import type { ServiceContext, ServiceDefinition, PrivateService } from './service.ts';
import { createSupervisor } from '../process/supervisor.ts';
import { logLimits } from '../small.ts';
import { temporalRetentionMs } from './temporal-retention.ts';
import { provideTemporalBinary, temporalVersion } from './temporal-binary.ts';

/**
 * By default the server polls its task queues 20 times a second, so a workflow task waits 27 ms (median; 2 ms
 * with these settings). `workflowIdReuseMinimalInterval` removes the second that a run younger than one second waits at its
 * continue-as-new. The last two let the server take turns between workspaces, and hand out what waited before that.
 */
const DYNAMIC_CONFIG = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'history.visibilityProcessorMaxPollRPS=200',
  'history.workflowIdReuseMinimalInterval="0s"',
  'matching.enableFairness=true',
  'matching.enableMigration=true',
];

export const temporalService: ServiceDefinition = {
  name: 'temporal',
  label: 'Temporal',
  variables: ['TEMPORAL_ADDRESS'],
  standardAddress: '127.0.0.1:7233',
  readyWithinMs: 60_000,
  stopGraceMs: 10_000,
  createPrivate,
  probe: (address, env) =>
    withConnection(placeOf(address, env), async (connection) => {
      await connection.workflowService.describeNamespace({ namespace: namespaceOf(env) });
    }),
  prepare: (address, origin, context) =>
    withConnection(placeOf(address, context.env), async (connection) => {
      const namespace = namespaceOf(context.env);
      await prepareNamespace(connection, namespace);
      // A server that another program runs keeps its own retention.
      if (origin !== 'private') return;
      await keepClosedRuns(connection, namespace, temporalRetentionMs(context.env['WEBLOOM_TEMPORAL_DAYS']));
    }),
};

function namespaceOf(env: ServiceContext['env']): string {
  return env['TEMPORAL_NAMESPACE'] ?? 'default';
}

async function createPrivate(context: ServiceContext): Promise<PrivateService> {
  const { env, dataDir, ports, log, onEvent } = context;
  const binary = await provideTemporalBinary(env, log);
  const version = await temporalVersion(binary, env);
  const folder = join(dataDir, 'temporal');
  mkdirSync(folder, { recursive: true });
  const port = await ports.choose({ name: 'temporal', preferred: 17_233 });
  const uiPort = await ports.choose({ name: 'temporal-ui', preferred: 18_233 });
  const supervisor = createSupervisor({
    name: 'temporal',
    command: binary,
    args: startArguments(port, uiPort, join(folder, 'temporal.db')),
    // The CLI reads TEMPORAL_* and its own configuration file; the private server must depend on neither.
    env: {
      PATH: env['PATH'],
      HOME: folder,
      LANG: 'C.UTF-8',
      GOMEMLIMIT: env['GOMEMLIMIT'],
      GOGC: env['GOGC'],
    },
    cwd: folder,
    logFile: join(dataDir, 'logs', 'temporal.log'),
    logLimits: logLimits(env),
    pidDir: join(dataDir, 'pids'),
    onEvent,
  });
  return {
    address: `127.0.0.1:${port}`,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    detail: `development server ${version ?? 'of unknown version'}, data in ${folder}`,
    supervisors: [supervisor],
  };
}

function startArguments(port: number, uiPort: number, database: string): string[] {
  const address = ['--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)];
  const storage = ['--db-filename', database];
  const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'].flatMap((each) => ['--sqlite-pragma', each]);
  const tuning = DYNAMIC_CONFIG.flatMap((setting) => ['--dynamic-config-value', setting]);
  return ['server', 'start-dev', ...address, ...storage, '--log-level', 'error', ...pragmas, ...tuning];
}

async function keepClosedRuns(connection: Connection, namespace: string, keptMs: number): Promise<void> {
  const config = { workflowExecutionRetentionTtl: msToTs(keptMs) };
  await connection.workflowService.updateNamespace({ namespace, config });
}

/** TLS and a key belong to a server that is named in the settings; a private one has neither. */
function placeOf(address: string, env: ServiceContext['env']): EnginePlace {
  const access = env['TEMPORAL_ADDRESS'] === address ? readTemporalAccess(env).access : PLAIN_ACCESS;
  return { address, namespace: namespaceOf(env), access };
}

async function withConnection<T>(
  place: EnginePlace,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await openConnection(place, '3s');
  try {
    return await connection.withDeadline(Date.now() + 5_000, () => use(connection));
  } finally {
    await connection.close();
  }
}
