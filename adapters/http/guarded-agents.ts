// Node's agents with the guarded dial in place of their own: sockets of every client are opened in one way.
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type tls from 'node:tls';
import { type Dialled, dial, dialTarget } from './guarded-dial.ts';
import type { DialGuard } from './judged-addresses.ts';
import { given } from '../../domain/system/given.ts';

type OnConnection = (error: Error | null, stream: Duplex) => void;

/** Called for every opened connection, with its cost. */
type OnDialled = (dialled: Dialled) => void;

interface AgentSetup {
  readonly guard: DialGuard;
  readonly onDialled: OnDialled;
  readonly options: http.AgentOptions;
}

type ConnectOptions = http.ClientRequestArgs &
  Pick<tls.ConnectionOptions, 'ciphers' | 'sigalgs' | 'ecdhCurve'>;

export class GuardedHttpAgent extends http.Agent {
  readonly #setup: AgentSetup;

  constructor(setup: AgentSetup) {
    super(setup.options);
    this.#setup = setup;
  }

  override createConnection(options: ConnectOptions, callback?: OnConnection): Duplex {
    return connectLater('http:', options, { setup: this.#setup, callback });
  }
}

export class GuardedHttpsAgent extends https.Agent {
  readonly #setup: AgentSetup;

  constructor(setup: AgentSetup) {
    super(setup.options);
    this.#setup = setup;
  }

  override createConnection(options: ConnectOptions, callback?: OnConnection): Duplex {
    return connectLater('https:', options, { setup: this.#setup, callback });
  }
}

/** An agent takes the socket as a result or by callback; the declared type knows only the first. */
function connectLater(
  protocol: string,
  { host, port, ciphers, sigalgs, ecdhCurve }: ConnectOptions,
  { setup, callback }: { setup: AgentSetup; callback: OnConnection | undefined },
): Duplex {
  const style = {
    ...given({ ciphers, sigalgs, ecdhCurve }),
  };
  const none = undefined as unknown as Duplex;
  dial({ ...dialTarget(host ?? '', String(port ?? ''), protocol), style }, setup.guard).then(
    (dialled) => {
      setup.onDialled(dialled);
      callback?.(null, dialled.socket);
    },
    (error: unknown) => callback?.(error instanceof Error ? error : new Error(String(error)), none),
  );
  return none;
}
