// What a command is given: its output, its way of showing things, its API client. Data goes to standard
// output, everything else to standard error.
import { type ApiClient, createClient } from '../api/client/client.ts';
import { apiKeyOf } from './http/api-key.ts';
import { httpFetch } from './http/http-fetch.ts';
import type { Paint } from './paint.ts';
import { toTerminalLink } from './terminal/link.ts';

/** The audit tells by it that the command was used. */
const USER_AGENT = 'webloom-command';

/** The API answers an emergency within two seconds, whatever is away. */
const HURRIED_MS = 4_000;

type Env = Readonly<Record<string, string | undefined>>;

export interface Io {
  readonly env: Env;
  /** The command line without the program's name. */
  readonly args: readonly string[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal that can redraw a line. */
  readonly isTerminal: boolean;
  /** Present width of the terminal in characters; infinite where standard output is none: nothing is cut then. */
  readonly columns: () => number;
  /** Of standard error, on which lines are redrawn. */
  readonly errColumns: () => number;
  /** Standard output is a terminal that shows links (OSC 8). */
  readonly showsLinks: boolean;
  /** All lines of standard input. */
  readonly lines: () => AsyncIterable<string>;
  /** Standard input and output are a terminal, so that an editor can be opened. */
  readonly hasTerminal: boolean;
  /** Asks the person at the terminal; null where there is none. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Keeps the trace of an unexpected error; returns the file, null where none could be written. */
  readonly keepTrace: (error: unknown) => string | null;
  /** What is to be done, within seconds, once nobody reads standard output any more (`| head`); the command ends then. */
  readonly onReaderGone: (leave: () => Promise<unknown>) => void;
  /** Aborted by the first Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Aborted by the second Ctrl-C: then nothing is drained. */
  readonly killed: AbortSignal;
}

export interface CliContext extends Io {
  /** The `Io` this context was made from, for making another context. */
  readonly io: Io;
  readonly json: boolean;
  /** Tables are neither cut nor do they leave out columns. */
  readonly wide: boolean;
  /** Nothing but data and errors is printed; `err` prints nothing. */
  readonly quiet: boolean;
  readonly paint: Paint;
  /** The text, as a link where the terminal shows links. */
  readonly link: (text: string, url: string) => string;
  readonly dataDir: string;
  /**
   * URL of the API; throws if no stack was named and none runs. A command that asks no API does not read it.
   */
  readonly apiUrl: string;
  readonly api: ApiClient;
  /** The same with less patience: for commands that have another way when it does not answer. */
  readonly hurriedApi: ApiClient;
}

/** Runs a command with its context; a number it returns is the exit code. */
export type Run = (command: (context: CliContext) => Promise<number | void>) => Promise<void>;

export interface GlobalOptions {
  readonly json?: boolean;
  readonly api?: string;
  readonly keyFile?: string;
  readonly dataDir?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly wide?: boolean;
  readonly input?: boolean;
}

export interface Address {
  /** Throws if there is none. */
  readonly apiUrl: () => string;
  readonly dataDir: string;
}

export function createContext(
  io: Io,
  options: GlobalOptions,
  { apiUrl, dataDir }: Address,
  paint: Paint,
): CliContext {
  const quiet = options.quiet === true;
  const clientOptions = () => ({
    apiKey: apiKeyOf(io.env, options.keyFile),
    userAgent: USER_AGENT,
    fetch: httpFetch,
  });
  return {
    ...io,
    io,
    ...(quiet ? { err: () => undefined } : {}),
    ...(options.input === false ? { ask: async () => null, hasTerminal: false } : {}),
    json: options.json === true,
    wide: options.wide === true,
    quiet,
    link: (text, url) => (io.showsLinks ? toTerminalLink(text, url) : text),
    paint,
    dataDir,
    get apiUrl() {
      return apiUrl();
    },
    get api() {
      return createClient({ ...clientOptions(), baseUrl: apiUrl() });
    },
    get hurriedApi() {
      return createClient({ ...clientOptions(), baseUrl: apiUrl(), timeoutMs: HURRIED_MS });
    },
  };
}

/** One JSON document on standard output. */
export function printJson({ out }: Pick<Io, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}
