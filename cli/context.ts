// What a command is given: where to write, how to show, whom to ask. Data goes to standard output, all else to standard
// error.
import { type ApiClient, createClient } from '../api/client/client.ts';
import type { Paint } from './paint.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Io {
  readonly env: Env;
  /** The command line as it was given, without the program. */
  readonly args: readonly string[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard error is a terminal that can redraw a line. */
  readonly isTerminal: boolean;
  /** Characters on a line of it, now. */
  readonly columns: () => number;
  /** All of standard input, by lines. */
  readonly lines: () => AsyncIterable<string>;
  /** Aborted by the first Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** Aborted by the second: nothing is drained any more. */
  readonly killed: AbortSignal;
}

export interface CliContext extends Io {
  /** What it was made from, to make another one of. */
  readonly io: Io;
  readonly json: boolean;
  readonly paint: Paint;
  readonly dataDir: string;
  /** Throws where no stack was named and none runs; commands that ask no API need none. */
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
  /** Throws where there is none. */
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
      return createClient({ baseUrl: apiUrl(), apiKey: io.env['WEBLOOM_API_KEY'] });
    },
  };
}

/** One JSON document on standard output. */
export function printJson({ out }: Pick<Io, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}
