// What the stack needs to know about one service: where it may already be, how a private one is made, when it is ready.
import type { PortBook } from './port.ts';
import type { Supervisor, SupervisorEvent } from '../process/supervisor.ts';

export type Env = Readonly<Record<string, string | undefined>>;
export type ServiceName = 'temporal' | 'rabbitmq' | 'store';

/** given: named in the environment; private: started by this stack; running: found on its standard port, on request. */
export type ServiceOrigin = 'given' | 'private' | 'running';

export interface ServiceContext {
  /** The stack's data folder; each service keeps to a folder of its own name in it. */
  readonly dataDir: string;
  readonly env: Env;
  readonly ports: PortBook;
  /** The store may go on without what is missing of it. */
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
  /** The variables that may name it, the first that is set wins. */
  readonly variables: readonly string[];
  readonly standardAddress: string;
  readonly readyWithinMs: number;
  readonly stopGraceMs: number;
  createPrivate(context: ServiceContext): Promise<PrivateService>;
  /** Throws while the service does not answer a real request. */
  probe(address: string, env: Env): Promise<void>;
  /** Throws while it answers but does not do its work, as after a full disk. */
  exercise?(address: string): Promise<void>;
  /** Settings a ready service must have; safe to repeat. */
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
