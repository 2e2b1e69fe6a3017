// What a command is given: its output, its way of showing things, its API client. Data goes to standard
// output, everything else to standard error.
import { type ApiClient, createClient } from '../api/client/client.ts';
import { httpFetch } from './http-fetch.ts';
import type { Paint } from './paint.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Io {
  readonly env: Env;
  /** The command line without the program's name. */
  readonly args: readonly string[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal that can redraw a line. */
  readonly isTerminal: boolean;
  /** Present width of the terminal in characters. */
  readonly columns: () => number;
  /** All lines of standard input. */
  readonly lines: () => AsyncIterable<string>;
  /** Aborted by the first Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Aborted by the second Ctrl-C: then nothing is drained. */
  readonly killed: AbortSignal;
}

export interface CliContext extends Io {
  /** The `Io` this context was made from, for making another context. */
  readonly io: Io;
  readonly json: boolean;
  readonly paint: Paint;
  readonly dataDir: string;
  /**
   * URL of the API; throws if no stack was named and none runs. A command that asks no API does not read it.
   */
  readonly apiUrl: string;
  readonly api: ApiClient;
}

/** Runs a command with its context; a number it returns is the exit code. */
export type Run = (command: (context: CliContext) => Promise<number | void>) => Promise<void>;

export interface GlobalOptions {
  readonly json?: boolean;
  readonly api?: string;
  readonly dataDir?: string;
  readonly color?: boolean;
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
  return {
    ...io,
    io,
    json: options.json === true,
    paint,
    dataDir,
    get apiUrl() {
      return apiUrl();
    },
    get api() {
      return createClient({ baseUrl: apiUrl(), apiKey: io.env['WEBLOOM_API_KEY'], fetch: httpFetch });
    },
  };
}

/** One JSON document on standard output. */
export function printJson({ out }: Pick<Io, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}
