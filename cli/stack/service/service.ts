// The definition of one service: where it may exist, how a private one is made, when it is ready.
import type { PortBook } from './port.ts';
import type { Supervisor, SupervisorEvent } from '../process/supervisor.ts';

export type Env = Readonly<Record<string, string | undefined>>;
export type ServiceName = 'temporal' | 'rabbitmq' | 'store';

/** given: named in the environment; private: started by this stack; running: found on its standard port. */
export type ServiceOrigin = 'given' | 'private' | 'running';

export interface ServiceContext {
  /** The stack's data folder; each service uses a folder of its own in it. */
  readonly dataDir: string;
  readonly env: Env;
  readonly ports: PortBook;
  /** The store may go on without the data that it lacks. */
  readonly acceptLoss: boolean;
  readonly log: (line: string) => void;
  readonly onEvent: (event: SupervisorEvent) => void;
}

export interface PrivateService {
  readonly address: string;
  /** For people: program, version, folder. */
  readonly detail: string;
  readonly uiUrl?: string;
  /** In starting order; stopped in reverse. The last one is the service itself. */
  readonly supervisors: readonly Supervisor[];
}

export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly label: string;
  /** Environment variables that may name the service; the first one that is set wins. */
  readonly variables: readonly string[];
  readonly standardAddress: string;
  readonly readyWithinMs: number;
  readonly stopGraceMs: number;
  createPrivate(context: ServiceContext): Promise<PrivateService>;
  /** Throws while the service does not answer a real request. */
  probe(address: string, env: Env): Promise<void>;
  /** Throws while the service answers but does not do its work, as after a full disk. */
  exercise?(address: string): Promise<void>;
  /** Why a private service that answers will never do its work on the data that it has; null: it does. */
  hopeless?(address: string, env: Env): Promise<string | null>;
  /** Puts its data aside while it is stopped, so that it starts with none. */
  beginAnew?(context: Pick<ServiceContext, 'dataDir' | 'env'>): void;
  /** Makes the settings that a ready service needs; may be repeated. */
  prepare?(
    address: string,
    origin: ServiceOrigin,
    context: Pick<ServiceContext, 'env' | 'log'>,
  ): Promise<void>;
}

export function givenAddress(
  definition: ServiceDefinition,
  env: Env,
): { variable: string; address: string } | undefined {
  for (const variable of definition.variables) {
    const address = env[variable];
    if (address !== undefined && address !== '') return { variable, address };
  }
  return undefined;
}
