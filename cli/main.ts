// The `webloom` command: connects the process with the program.
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Io } from './context.ts';
import { EXIT, exitCodeOfOutput } from './exit-code.ts';
import { keepTrace } from './keep-trace.ts';
import { runProgram, tellUncaught } from './run-program.ts';
import { dataFolder } from './stack/find-stack.ts';
import { showsLinks } from './terminal/link.ts';

/** Width of a terminal that does not tell its width. */
const DEFAULT_COLUMNS = 80;

const interruption = new AbortController();
const killing = new AbortController();
let interrupts = 0;

/** For what a command leaves undone when its reader has gone. */
const MAX_LEAVE_MS = 5_000;
let leave = async (): Promise<unknown> => undefined;
let isLeaving = false;

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
  columns: () => (process.stdout.isTTY ? widthOf(process.stdout) : Number.POSITIVE_INFINITY),
  errColumns: () => widthOf(process.stderr),
  showsLinks: showsLinks(process.env, process.stdout.isTTY === true),
  lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
  hasTerminal: process.stdin.isTTY === true && process.stdout.isTTY === true,
  ask: askTerminal,
  keepTrace: (error) => keepTrace(dataFolder(process.env, folderAsked(process.argv)), error, new Date()),
  onReaderGone: (todo) => (leave = todo),
  interrupted: interruption.signal,
  killed: killing.signal,
};

process.stdout.on('error', (error) => {
  const code = exitCodeOfOutput(error);
  if (code !== EXIT.ok) {
    io.err(`Standard output can not be written: ${error.message}\n`);
    process.exit(code);
  }
  if (isLeaving) return;
  isLeaving = true;
  setTimeout(() => process.exit(code), MAX_LEAVE_MS).unref();
  void leave()
    .catch(() => undefined)
    .finally(() => process.exit(code));
});
// If standard error is closed, the work goes on without messages.
process.stderr.on('error', () => undefined);

// `exit` ends what the command has started.
process.on('uncaughtException', (error) => process.exit(tellUncaught(io, error)));

process.exitCode = await runProgram(io);

function widthOf(stream: NodeJS.WriteStream): number {
  return stream.columns || Number(process.env['COLUMNS'] ?? '') || DEFAULT_COLUMNS;
}

/** The data folder of a command line, also of one that can not be parsed. */
function folderAsked(args: readonly string[]): { dataDir?: string } {
  const given = args.findLast((arg, at) => args[at - 1] === '--data-dir' || arg.startsWith('--data-dir='));
  return given === undefined ? {} : { dataDir: given.replace(/^--data-dir=/, '') };
}

/** The question goes to standard error, so that standard output has data alone. */
async function askTerminal(question: string): Promise<string | null> {
  if (process.stdin.isTTY !== true) return null;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise((resolve) => {
      asked.once('close', () => resolve(null));
      asked.question(question, resolve);
    });
  } finally {
    asked.close();
  }
}
