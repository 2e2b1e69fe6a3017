// Runs the command line in this process against a real API over stores in memory.
import type { Io } from '../../cli/context.ts';
import { runProgram } from '../../cli/run-program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function runCli(
  args: readonly string[],
  given: {
    env?: Io['env'];
    input?: string;
    columns?: number;
    answer?: string;
    hasTerminal?: boolean;
    /** Standard output is a pipe or a file. */
    isPiped?: boolean;
    /** Like Ctrl-C: true for what was printed, on whichever way, ends the command. */
    endsAt?: (printed: string) => boolean;
  } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const { env = {}, input = '' } = given;
  const interrupt = new AbortController();
  const io: Io = {
    env,
    args,
    out: (text) => {
      out += text;
      if (given.endsAt?.(out + err) === true) interrupt.abort();
    },
    err: (text) => {
      err += text;
      if (given.endsAt?.(out + err) === true) interrupt.abort();
    },
    isTerminal: given.columns !== undefined,
    columns: () => (given.isPiped === true ? Number.POSITIVE_INFINITY : (given.columns ?? 80)),
    errColumns: () => given.columns ?? 80,
    showsLinks: false,
    hasTerminal: given.hasTerminal === true,
    ask: async () => given.answer ?? null,
    async *lines() {
      yield* input.split('\n');
    },
    onReaderGone: () => undefined,
    interrupted: interrupt.signal,
    keepTrace: () => null,
    killed: new AbortController().signal,
  };
  const code = await runProgram(io);
  return { code, out, err };
}
