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
  given: { env?: Io['env']; input?: string; columns?: number; answer?: string; hasTerminal?: boolean } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const { env = {}, input = '' } = given;
  const io: Io = {
    env,
    args,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isTerminal: given.columns !== undefined,
    columns: () => given.columns ?? 80,
    showsLinks: false,
    hasTerminal: given.hasTerminal === true,
    ask: async () => given.answer ?? null,
    async *lines() {
      yield* input.split('\n');
    },
    interrupted: new AbortController().signal,
    killed: new AbortController().signal,
  };
  const code = await runProgram(io);
  return { code, out, err };
}
