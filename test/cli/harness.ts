// Runs the command line in this process against a real API over stores in memory.
import type { Io } from '../../cli/context.ts';
import { describeError, exitCodeOf } from '../../cli/exit-code.ts';
import { createPaint } from '../../cli/paint.ts';
import { createProgram } from '../../cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function runCli(
  args: readonly string[],
  given: { env?: Io['env']; input?: string; columns?: number } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  let code = 0;
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
    async *lines() {
      yield* input.split('\n');
    },
    interrupted: new AbortController().signal,
    killed: new AbortController().signal,
  };
  try {
    await createProgram(io, (given) => {
      code = given;
    }).parseAsync([...args], { from: 'user' });
  } catch (error) {
    code = exitCodeOf(error, false);
    err += describeError(error, createPaint(env, { wanted: false, isTerminal: false }), args);
  }
  return { code, out, err };
}
