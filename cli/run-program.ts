// Runs a command line to its exit code; what goes wrong is told on standard error, as JSON where JSON was asked for.
import { CommanderError } from 'commander';
import type { Io } from './context.ts';
import { EXIT, describeError, exitCodeOf } from './exit-code.ts';
import { toErrorDocument } from './error-document.ts';
import { toKnownFault } from './known-fault.ts';
import { createPaint } from './paint.ts';
import { cutTexts } from './print-table.ts';
import { createProgram } from './program.ts';

export async function runProgram(io: Io): Promise<number> {
  let code: number = EXIT.ok;
  const isJson = wantsJson(io.args);
  try {
    await createProgram(io, {
      setExitCode: (given) => {
        code = given;
      },
      // The document below says it, once and in a form that programs read.
      complain: isJson ? () => undefined : io.err,
    }).parseAsync([...io.args], { from: 'user' });
    return code;
  } catch (thrown) {
    const error = toKnownFault(thrown, () => io.keepTrace(thrown));
    const interrupted = io.interrupted.aborted;
    code = exitCodeOf(error, interrupted);
    if (!interrupted && code !== EXIT.ok) tellError(io, error, isJson);
    return code;
  } finally {
    // Another command line of this process has an output of its own.
    cutTexts(true);
  }
}

/** A command line that can not be parsed still says whether it wanted JSON. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes('--json');
}

/** Of an error that no command waits for: an event of a socket, a forgotten promise. */
export function tellUncaught(io: Io, thrown: unknown): number {
  const error = toKnownFault(thrown, () => io.keepTrace(thrown));
  tellError(io, error, wantsJson(io.args));
  return exitCodeOf(error, false);
}

function tellError(io: Io, error: unknown, isJson: boolean): void {
  if (isJson) return io.err(`${JSON.stringify(toErrorDocument(error), null, 2)}\n`);
  // Commander has reported errors of the command line itself.
  if (error instanceof CommanderError) return;
  const wanted = io.args.includes('--no-color') ? false : undefined;
  const paint = createPaint(io.env, { wanted, isTerminal: io.isTerminal });
  io.err(describeError(error, paint, io.args));
}
