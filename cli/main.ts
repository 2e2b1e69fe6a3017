// The `webloom` command: wires the process to the program, turns errors into words and exit codes.
import process from 'node:process';
import { createInterface } from 'node:readline';
import { CommanderError } from 'commander';
import type { Io } from './context.ts';
import { EXIT, describeError, exitCodeOf, exitCodeOfOutput } from './exit-code.ts';
import { createPaint } from './paint.ts';
import { createProgram } from './program.ts';

/** Of terminals that do not say. */
const DEFAULT_COLUMNS = 80;

const interruption = new AbortController();
const killing = new AbortController();
let interrupts = 0;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupts += 1;
    // The first lets commands drain, the second has them end everything at once; the third waits for nobody.
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
// Without anybody to tell, the work still goes on.
process.stderr.on('error', () => undefined);

try {
  await createProgram(io, (code) => {
    process.exitCode = code;
  }).parseAsync(process.argv);
} catch (error) {
  const paint = createPaint(process.env, { wanted: undefined, isTerminal: io.isTerminal });
  // Commander has said what is wrong with the command line already.
  if (!(error instanceof CommanderError) && !interruption.signal.aborted)
    io.err(describeError(error, paint, io.args));
  process.exitCode = exitCodeOf(error, interruption.signal.aborted);
}
