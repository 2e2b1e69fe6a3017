// The `webloom` command: connects the process with the program; turns errors into messages and exit codes.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { CommanderError } from 'commander';
import type { Io } from './context.ts';
import { EXIT, describeError, exitCodeOf, exitCodeOfOutput } from './exit-code.ts';
import { createPaint } from './paint.ts';
import { createProgram } from './program.ts';

/** Width of output that is no terminal, or of a terminal that does not tell its width. */
const DEFAULT_COLUMNS = 80;

const interruption = new AbortController();
const killing = new AbortController();
let interrupts = 0;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupts += 1;
    // The first Ctrl-C lets commands drain, the second ends everything at once, the third ends this process.
    if (interrupts === 1) interruption.abort();
    else if (interrupts === 2) killing.abort();
    else process.exit(EXIT.interrupted);
  });
}

const io: Io = {
  env: process.env,
  args: process.argv.slice(2),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  columns: () => process.stderr.columns || DEFAULT_COLUMNS,
  lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  interrupted: interruption.signal,
  killed: killing.signal,
};

process.stdout.on('error', (error) => {
  const code = exitCodeOfOutput(error);
  if (code !== EXIT.ok) io.err(`Standard output can not be written: ${error.message}\n`);
  process.exit(code);
});
// If standard error is closed, the work goes on without messages.
process.stderr.on('error', () => undefined);

try {
  await createProgram(io, (code) => {
    process.exitCode = code;
  }).parseAsync(process.argv);
} catch (error) {
  const paint = createPaint(process.env, { wanted: undefined, isTerminal: io.isTerminal });
  // Commander has reported errors of the command line itself.
  if (!(error instanceof CommanderError) && !interruption.signal.aborted)
    io.err(describeError(error, paint, io.args));
  process.exitCode = exitCodeOf(error, interruption.signal.aborted);
}
