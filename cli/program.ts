// The whole command line: global options, all commands, "did you mean", and the context of a command.
import { Command } from 'commander';
import { type CliContext, type GlobalOptions, type Io, type Run, createContext } from './context.ts';
import { createPaint } from './paint.ts';
import { DEFAULT_DATA_DIR, dataFolder, findStack } from './stack/find-stack.ts';
import { registerAdd } from './commands/add.ts';
import { registerChanges } from './commands/changes.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDiff } from './commands/diff.ts';
import { registerFindings } from './commands/findings.ts';
import { registerInspect } from './commands/inspect.ts';
import { registerJobCommands } from './commands/jobs.ts';
import { registerPriceRules } from './commands/price-rules.ts';
import { registerRemovalCommands } from './commands/removals.ts';
import { registerRules } from './commands/rules.ts';
import { registerRunCommands } from './commands/runs.ts';
import { registerStatus } from './commands/status.ts';
import { registerUp } from './commands/up.ts';
import { registerWatch } from './commands/watch.ts';

const VERSION = '0.1.0';

const COMMANDS = [
  registerUp,
  registerDemo,
  registerStatus,
  registerAdd,
  registerJobCommands,
  registerRunCommands,
  registerRemovalCommands,
  registerWatch,
  registerChanges,
  registerDiff,
  registerFindings,
  registerRules,
  registerPriceRules,
  registerInspect,
] as const;

export function createProgram(io: Io, setExitCode: (code: number) => void): Command {
  const program = new Command('webloom')
    .description('Watches websites: durable runs that fetch, understand, compare, price, store and tell.')
    .version(VERSION)
    .option('--json', 'print JSON on standard output')
    .option(
      '--api <url>',
      'address of the API (default: WEBLOOM_API, else that of the stack on the data folder)',
    )
    .option(
      '--data-dir <folder>',
      `data folder of the local stack (default: WEBLOOM_DATA_DIR, else ${DEFAULT_DATA_DIR} here)`,
    )
    .option('--no-color', 'no colours')
    .showSuggestionAfterError(true)
    .showHelpAfterError('(webloom --help lists the commands)')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .addHelpText(
      'before',
      'Begin with: webloom demo      or: webloom up, then: webloom add https://… --start\n',
    );
  const run: Run = async (command) => {
    const code = await command(contextOf(io, program.opts<GlobalOptions>()));
    if (typeof code === 'number') setExitCode(code);
  };
  for (const register of COMMANDS) register(program, run);
  for (const command of allCommands(program)) inheritSettings(command, program);
  return program;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

/** Lets options such as --json stand after the command as well as before it. */
function inheritSettings(command: Command, program: Command): void {
  command.copyInheritedSettings(program);
  if (command.description() === '') command.description(command.summary());
  command
    .option('--json', 'print JSON on standard output')
    .on('option:json', () => program.setOptionValue('json', true))
    .option('--api <url>', 'address of the API')
    .on('option:api', (url: string) => program.setOptionValue('api', url))
    .option('--data-dir <folder>', 'data folder of the local stack')
    .on('option:data-dir', (folder: string) => program.setOptionValue('dataDir', folder));
}

function contextOf(io: Io, options: GlobalOptions): CliContext {
  const paint = createPaint(io.env, { wanted: options.color, isTerminal: io.isTerminal });
  const address = { apiUrl: () => findStack(io.env, options), dataDir: dataFolder(io.env, options) };
  return createContext(io, options, address, paint);
}
