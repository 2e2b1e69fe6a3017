// The local services: resolves each (environment, running on request, private), starts the private ones,
// waits until they answer, keeps them running, stops them in reverse order. One stack per data folder.
import { join, resolve } from 'node:path';
import { floorMbOf } from '../../domain/system/disk/disk-space.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { messageOf } from './message-of.ts';
import { type DataLock, openDataFolder } from './data-lock.ts';
import { enterFolder } from './data-place.ts';
import { dropBrokerPutAside } from './service/broker-folder.ts';
import { openPortBook, type PortBook } from './service/port.ts';
import { rabbitmqService } from './service/rabbitmq-service.ts';
import {
  givenAddress,
  type Env,
  type PrivateService,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceName,
  type ServiceOrigin,
} from './service/service.ts';
import { answersWhile, prepareReady, waitUntilReady } from './service/readiness.ts';
import { storeService } from './service/store-service.ts';
import { endedInWords } from './process/last-words.ts';
import type { SupervisorEvent } from './process/supervisor.ts';
import { reportDisk } from './report-disk.ts';
import { temporalService } from './service/temporal-service.ts';
import { given } from '../../domain/system/given.ts';

export interface StackOptions {
  /** Folder for data, logs, pids and the lock of this stack; created if missing. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  readonly env: Env;
  /** Only these services; the addresses of the others stay empty. Default: all three. */
  readonly only?: readonly ServiceName[];
  /** Use a service that already answers on its standard port. Default false. */
  readonly useRunning?: boolean;
  /** At this start, lets the embedded store go on without the data that it lacks. Default false. */
  readonly acceptLoss?: boolean;
  /** Called for every start, crash and stop of a private service, in addition to the log. */
  readonly onEvent?: (event: SupervisorEvent) => void;
}

interface ServiceAddress {
  readonly name: ServiceName;
  readonly kind: ServiceOrigin;
  readonly pid?: number;
  readonly address: string;
  readonly detail: string;
}

export interface StackAddresses {
  readonly temporalAddress: string;
  /** Undefined if another program runs Temporal and TEMPORAL_UI_URL is not set. */
  readonly temporalUiUrl: string | undefined;
  readonly amqpUrl: string;
  readonly mongoUri: string;
  readonly services: readonly ServiceAddress[];
}

export interface Stack {
  /** Throws WebloomError: `conflict` (folder in use) or `dependency-unavailable` (what, why, what to do). */
  start(): Promise<StackAddresses>;
  stop(): Promise<void>;
  /** Ends everything at once, without letting work finish. */
  kill(): Promise<void>;
}

const DEFINITIONS: readonly ServiceDefinition[] = [temporalService, rabbitmqService, storeService];

export function createStack(options: StackOptions): Stack {
  return new LocalStack({ ...options, dataDir: resolve(options.dataDir) });
}

interface StartedService {
  readonly definition: ServiceDefinition;
  readonly service: PrivateService;
}

interface ResolvedService extends ServiceAddress {
  readonly uiUrl?: string | undefined;
}

class LocalStack implements Stack {
  readonly #options: StackOptions;
  #lock: DataLock | undefined;
  #started: StartedService[] = [];
  #ports: PortBook | undefined;
  #stopped = false;
  #endWatch: () => void = () => undefined;

  constructor(options: StackOptions) {
    this.#options = options;
  }

  async start(): Promise<StackAddresses> {
    const { dataDir, log } = this.#options;
    this.#lock = openDataFolder(dataDir, log);
    this.#stopped = false;
    process.on('exit', this.#onProcessExit);
    try {
      await enterFolder(dataDir, log);
      const services = await this.#startServices();
      dropBrokerPutAside(dataDir);
      this.#reportDisk();
      return toAddresses(services);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#end(async ({ definition, service }) => {
      for (const supervisor of service.supervisors.toReversed())
        await supervisor.stop(definition.stopGraceMs);
    });
  }

  async kill(): Promise<void> {
    await this.#end(async ({ service }) => {
      await Promise.all(service.supervisors.map((supervisor) => supervisor.kill()));
    });
  }

  /**
   * If the process exits without stop(), its services end too; their data survives a SIGTERM at any moment.
   */
  readonly #onProcessExit = (): void => {
    for (const { service } of this.#started) {
      for (const supervisor of service.supervisors) supervisor.signalNow('SIGTERM');
    }
    this.#lock?.release();
  };

  async #startServices(): Promise<ResolvedService[]> {
    const wanted = DEFINITIONS.filter(({ name }) => this.#options.only?.includes(name) ?? true);
    const context = this.#createContext();
    // The first failure ends the start. The caller then stops the other services, and so ends their waits.
    return Promise.all(wanted.map((each) => this.#startService(each, context)));
  }

  #createContext(): ServiceContext {
    const { acceptLoss = false, dataDir, env, log } = this.#options;
    this.#ports = openPortBook(join(dataDir, 'ports.json'), log);
    return {
      dataDir,
      env,
      log,
      ports: this.#ports,
      acceptLoss,
      onEvent: (event) => this.#report(event),
    };
  }

  async #startService(definition: ServiceDefinition, context: ServiceContext): Promise<ResolvedService> {
    const { name } = definition;
    const { env, log } = this.#options;
    const startedAt = performance.now();
    const elsewhere = await this.#findElsewhere(definition);
    const service = elsewhere === undefined ? await this.#launch(definition, context) : undefined;
    const found = elsewhere ?? { kind: 'private' as const, address: '', detail: '' };
    const address = service?.address ?? found.address;
    await waitUntilReady({ definition, address, env, supervisors: service?.supervisors ?? [] });
    if (service !== undefined) await this.#beginAnewIfHopeless({ definition, service });
    await prepareReady({ definition, address, env }, found.kind, log);
    const pid = service?.supervisors.at(-1)?.pid;
    const detail = service?.detail ?? found.detail;
    log(`${definition.label} ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${detail}`);
    const uiUrl = service?.uiUrl ?? (name === 'temporal' ? env['TEMPORAL_UI_URL'] : undefined);
    return { name, kind: found.kind, address, detail, uiUrl, ...given({ pid }) };
  }

  async #findElsewhere(
    definition: ServiceDefinition,
  ): Promise<{ kind: ServiceOrigin; address: string; detail: string } | undefined> {
    const { env, useRunning } = this.#options;
    const given = givenAddress(definition, env);
    if (given !== undefined) {
      return { kind: 'given', address: given.address, detail: `from ${given.variable}` };
    }
    if (useRunning !== true) return undefined;
    const address = definition.standardAddress;
    const answers = await definition.probe(address, env).then(
      () => true,
      () => false,
    );
    return answers ? { kind: 'running', address, detail: 'already running on its standard port' } : undefined;
  }

  async #launch(definition: ServiceDefinition, context: ServiceContext): Promise<PrivateService> {
    const service = await definition.createPrivate(context);
    // The stack may have been stopped during a long download; then nothing may be started.
    if (this.#stopped) throw stoppedEarly();
    this.#started.push({ definition, service });
    for (const supervisor of service.supervisors) supervisor.start();
    return service;
  }

  async #beginAnewIfHopeless({ definition, service }: StartedService): Promise<void> {
    const { dataDir, env, log } = this.#options;
    const { address, supervisors } = service;
    const why = (await definition.hopeless?.(address, env)) ?? null;
    if (why === null || definition.beginAnew === undefined) return;
    log(`${definition.label} begins anew, because ${why}; what its queues held is asked for again`);
    for (const supervisor of supervisors.toReversed()) await supervisor.stop(definition.stopGraceMs);
    if (this.#stopped) throw stoppedEarly();
    definition.beginAnew({ dataDir, env });
    for (const supervisor of supervisors) supervisor.start();
    await waitUntilReady({ definition, address, env, supervisors });
  }

  #reportDisk(): void {
    const { dataDir, env, log } = this.#options;
    const floorMb = floorMbOf(env['WEBLOOM_DISK_FLOOR_MB']);
    const onRoom = (): void => void this.#exercise();
    const limitMb = Number(env['WEBLOOM_DATA_LIMIT_MB'] ?? 0);
    this.#endWatch = reportDisk({ dataDir, floorMb, limitMb, log, onRoom });
  }

  /** After a full disk a service may run without doing its work; it is restarted until it does. */
  async #exercise(): Promise<void> {
    for (const { definition, service } of this.#started) {
      const failure = await definition.exercise?.(service.address).then(
        () => null,
        (error: unknown) => messageOf(error),
      );
      if (this.#stopped || failure === null || failure === undefined) continue;
      this.#options.log(
        `${definition.label} does not work since the disk was full (${failure}); it is started again`,
      );
      const supervisor = service.supervisors.at(-1);
      supervisor?.signalNow('SIGKILL');
      const { env } = this.#options;
      const isStill = (): boolean => !this.#stopped;
      if (await answersWhile({ definition, address: service.address, env }, isStill)) void this.#exercise();
    }
  }

  #report(event: SupervisorEvent): void {
    const { log } = this.#options;
    if (event.type === 'crashed') log(endedInWords(event));
    if (event.type === 'started' && event.restarts > 0) void this.#tellWhenBack(event);
    this.#options.onEvent?.(event);
  }

  /** Reports a restart when the service answers; reports nothing if it has ended again before. */
  async #tellWhenBack({ name, pid }: { name: string; pid: number }): Promise<void> {
    for (const { definition, service } of this.#started) {
      const supervisor = service.supervisors.find((each) => each.name === name);
      if (supervisor === undefined) continue;
      const isStill = (): boolean => supervisor.state === 'running' && supervisor.pid === pid;
      const { env, log } = this.#options;
      const { address } = service;
      if (!(await answersWhile({ definition, address, env }, isStill))) continue;
      log(`${name} is running again`);
      // The service may have lost its data, and its settings with them.
      await definition
        .prepare?.(address, 'private', { env, log })
        .catch((error: unknown) => log(`${name} could not be prepared again: ${messageOf(error)}`));
    }
  }

  async #end(endService: (started: StartedService) => Promise<void>): Promise<void> {
    this.#stopped = true;
    this.#endWatch();
    // Ended in reverse order, but at the same time: they do not need each other to end.
    await Promise.all(this.#started.toReversed().map(endService));
    this.#started = [];
    process.off('exit', this.#onProcessExit);
    this.#ports?.release();
    this.#lock?.release();
    this.#lock = undefined;
  }
}

function stoppedEarly(): WebloomError {
  return new WebloomError('conflict', 'The stack was stopped while it was starting.');
}

function toAddresses(services: readonly ResolvedService[]): StackAddresses {
  const find = (name: ServiceName): ResolvedService | undefined =>
    services.find((each) => each.name === name);
  return {
    temporalAddress: find('temporal')?.address ?? '',
    temporalUiUrl: find('temporal')?.uiUrl,
    amqpUrl: find('rabbitmq')?.address ?? '',
    mongoUri: find('store')?.address ?? '',
    services: services.map(({ uiUrl: _uiUrl, ...service }) => service),
  };
}
