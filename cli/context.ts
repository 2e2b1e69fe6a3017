// What a command is given: where to write, how to show, whom to ask. Data goes to standard output, all else to standard
// error.
import { type ApiClient, createClient } from '../api/client.ts';
import { WebloomError } from '../domain/errors.ts';
import type { Paint } from './paint.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface Io {
  readonly env: Env;
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
  readonly json: boolean;
  readonly paint: Paint;
  readonly dataDir: string;
  readonly apiUrl: string;
  readonly api: ApiClient;
}

export interface GlobalOptions {
  readonly json?: boolean;
  readonly api?: string;
  readonly dataDir?: string;
  readonly color?: boolean;
}

export interface Address {
  /** Null: the data folder that was named has no running stack. */
  readonly apiUrl: string | null;
  readonly dataDir: string;
}

export function createContext(
  io: Io,
  options: GlobalOptions,
  { apiUrl, dataDir }: Address,
  paint: Paint,
): CliContext {
  const address = (): string => {
    if (apiUrl !== null) return apiUrl;
    throw new WebloomError('dependency-unavailable', `No stack runs on the data folder ${dataDir}.`, {
      facts: { remedy: 'Start one there with "webloom up --data-dir …", or name an address with --api.' },
    });
  };
  return {
    ...io,
    json: options.json === true,
    paint,
    dataDir,
    // Commands that ask no API need none.
    get apiUrl() {
      return address();
    },
    get api() {
      return createClient({ baseUrl: address(), apiKey: io.env['WEBLOOM_API_KEY'] });
    },
  };
}

/** One JSON document on standard output. */
export function printJson({ out }: Pick<Io, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}
