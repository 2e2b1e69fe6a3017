// The whole command line: global options, all commands, "did you mean", and the context of a command.
import { Command, Option } from 'commander';
import { addExamples, groupCommands } from './command-groups.ts';
import { type CliContext, type GlobalOptions, type Io, type Run, createContext } from './context.ts';
import { createPaint } from './paint.ts';
import { cutTexts } from './print-table.ts';
import { DEFAULT_DATA_DIR, dataFolder, findStack } from './stack/find-stack.ts';
import { registerAdd } from './commands/job/add.ts';
import { registerLoginCommands } from './commands/login/logins.ts';
import { registerProxyCommands } from './commands/proxy/proxies.ts';
import { registerSchema } from './commands/job/schema.ts';
import { registerTagSettings } from './commands/tag-settings/tags.ts';
import { registerChannelCommands } from './commands/alert/channels.ts';
import { registerDeliveryCommands } from './commands/alert/deliveries.ts';
import { registerAlerts } from './commands/alert/alerts.ts';
import { registerIncidents } from './commands/alert/incidents.ts';
import { registerAuditCommand } from './commands/access/audit.ts';
import { registerChanges } from './commands/changes.ts';
import { registerApply } from './commands/job/apply.ts';
import { registerImport } from './commands/job/import.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerDemo } from './commands/stack/demo.ts';
import { registerDiff } from './commands/diff.ts';
import { registerFeed } from './commands/feed.ts';
import { registerEdit } from './commands/job/edit.ts';
import { registerFindings } from './commands/findings.ts';
import { registerHealth } from './commands/health.ts';
import { registerInspect } from './commands/inspect.ts';
import { registerJobCommands } from './commands/job/jobs.ts';
import { registerKeyCommands } from './commands/access/keys.ts';
import { registerAgents } from './commands/agents.ts';
import { registerOperations } from './commands/operations.ts';
import { registerMcp } from './commands/mcp.ts';
import { registerOpen } from './commands/open.ts';
import { registerEmergency } from './commands/emergency/emergency.ts';
import { registerReadOnly } from './commands/emergency/read-only.ts';
import { registerExport } from './commands/export.ts';
import { registerJobMetrics } from './commands/job/job-metrics.ts';
import { registerJobDetails } from './commands/job/job-details.ts';
import { registerPreview } from './commands/page/preview.ts';
import { registerMap } from './commands/page/map.ts';
import { registerScrape } from './commands/page/scrape.ts';
import { registerPriceRules } from './commands/price-rules.ts';
import { registerCleanUp } from './commands/storage/clean-up.ts';
import { registerRemovalCommands } from './commands/storage/removals.ts';
import { registerRequest } from './commands/request.ts';
import { registerRules } from './commands/job/rules.ts';
import { registerDead } from './commands/recovery/dead.ts';
import { registerRerun } from './commands/recovery/rerun.ts';
import { registerReparse } from './commands/job/reparse.ts';
import { registerVerify } from './commands/job/verify.ts';
import { registerGate } from './commands/run/gate.ts';
import { registerReceipt } from './commands/run/receipt.ts';
import { registerRollback } from './commands/run/rollback.ts';
import { registerRunCommands } from './commands/runs.ts';
import { registerStatus } from './commands/status.ts';
import { registerTag } from './commands/job/tag.ts';
import { registerUsageCommands } from './commands/access/usage.ts';
import { registerBlobs } from './commands/stack/blobs.ts';
import { registerBackup } from './commands/stack/backup.ts';
import { registerScale } from './commands/stack/scale.ts';
import { registerUp } from './commands/stack/up.ts';
import { registerStartLinks } from './commands/job/start-links.ts';
import { registerStorage } from './commands/storage.ts';
import { registerVersions } from './commands/versions.ts';
import { registerViews } from './commands/job/views.ts';
import { registerWatch } from './commands/watch.ts';
import { VERSION } from '../domain/system/version.ts';

const COMMANDS = [
  registerUp,
  registerDemo,
  registerBackup,
  registerBlobs,
  registerStatus,
  registerHealth,
  registerOperations,
  registerEmergency,
  registerReadOnly,
  registerAgents,
  registerScale,
  registerAdd,
  registerEdit,
  registerApply,
  registerSchema,
  registerImport,
  registerJobCommands,
  registerTag,
  registerTagSettings,
  registerViews,
  registerJobDetails,
  registerJobMetrics,
  registerStartLinks,
  registerRunCommands,
  registerReceipt,
  registerRollback,
  registerReparse,
  registerVerify,
  registerGate,
  registerRemovalCommands,
  registerCleanUp,
  registerKeyCommands,
  registerUsageCommands,
  registerAlerts,
  registerIncidents,
  registerAuditCommand,
  registerLoginCommands,
  registerProxyCommands,
  registerChannelCommands,
  registerDeliveryCommands,
  registerDead,
  registerRerun,
  registerWatch,
  registerChanges,
  registerDiff,
  registerVersions,
  registerStorage,
  registerFeed,
  registerFindings,
  registerExport,
  registerRules,
  registerPriceRules,
  registerPreview,
  registerScrape,
  registerMap,
  registerInspect,
  registerOpen,
  registerMcp,
  registerRequest,
  registerCompletion,
] as const;

interface Calling {
  readonly setExitCode: (code: number) => void;
  /** Prints what is wrong with a command line. */
  readonly complain: (text: string) => void;
}

const EXIT_CODES = `
Exit codes:
  0  done                          5  the API key is missing or wrong
  1  failed                        6  no answer in time
  2  the command line is not right 7  a service is not there
  3  there is no such thing        8  the configuration is not valid
  4  not possible now, or changed  130  interrupted
  meanwhile by somebody else
Data goes to standard output, everything else to standard error; errors too are JSON under --json.
docs/cli.md describes every command.
`;

/** Options of every command, before it or behind it. */
const GLOBAL_OPTIONS: readonly (readonly [flags: string, description: string])[] = [
  ['--json', 'print JSON on standard output, and errors as JSON on standard error'],
  ['--api <url>', 'address of the API (default: WEBLOOM_API, else that of the stack on the data folder)'],
  [
    '--data-dir <folder>',
    `data folder of the local stack (default: WEBLOOM_DATA_DIR, else ${DEFAULT_DATA_DIR} here)`,
  ],
  ['--key-file <file>', 'file with the key for the API (default: WEBLOOM_API_KEY)'],
  ['--wide', 'do not fit tables to the width of the terminal'],
  ['--quiet', 'print data and errors alone'],
  ['--no-color', 'no colours'],
  ['--no-input', 'ask nothing'],
];

const EVERYWHERE = `\nOf every command: ${GLOBAL_OPTIONS.map(([flags]) => flags).join(', ')} (webloom --help)\n`;

export function createProgram(io: Io, { setExitCode, complain }: Calling): Command {
  const program = new Command('webloom')
    .description('Watches websites: durable runs that fetch, understand, compare, price, store and tell.')
    .version(VERSION)
    .showSuggestionAfterError(true)
    .showHelpAfterError(helpHint('webloom', 'commands'))
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: complain })
    .addHelpText(
      'before',
      'Begin with: webloom demo      or: webloom up, then: webloom add https://… --start\n',
    )
    .addHelpText('after', EXIT_CODES);
  for (const [flags, description] of GLOBAL_OPTIONS) program.option(flags, description);
  const run: Run = async (command) => {
    const code = await command(contextOf(io, program.opts<GlobalOptions>()));
    if (typeof code === 'number') setExitCode(code);
  };
  for (const register of COMMANDS) register(program, run);
  groupCommands(program);
  for (const command of program.commands) addExamples(command);
  for (const command of allCommands(program)) inheritSettings(command, program);
  return program;
}

function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

/** Lets options such as --json stand after the command as well as before it. */
function inheritSettings(command: Command, program: Command): void {
  command.copyInheritedSettings(program);
  command.showHelpAfterError(helpHint(nameOf(command), command.commands.length > 0 ? 'commands' : 'options'));
  if (command.description() === '') command.description(command.summary());
  command.addHelpText('after', EVERYWHERE);
  for (const [flags, description] of GLOBAL_OPTIONS) {
    const option = new Option(flags, description);
    // A command that has an option of this name means its own.
    if (command.options.some(({ long }) => long === option.long)) continue;
    command.addOption(option.hideHelp());
    // The value is the program's: a command that passes its options on would pass it on too.
    const leave = (): unknown => command.setOptionValue(option.attributeName(), undefined);
    leave();
    command.on(`option:${option.name()}`, (value?: string) => {
      program.setOptionValue(option.attributeName(), value ?? !option.negate);
      leave();
    });
  }
}

/** Said below an error in the words of the command line. */
function helpHint(name: string, listed: 'commands' | 'options'): string {
  return `(${name} --help lists the ${listed})`;
}

/** With those above it: `webloom logins add`. */
function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

function contextOf(io: Io, options: GlobalOptions): CliContext {
  // In a pipe there is nobody to see colours, and no edge to cut texts at.
  const isSeen = Number.isFinite(io.columns());
  cutTexts(isSeen && options.wide !== true);
  const paint = createPaint(io.env, { wanted: options.color, isTerminal: io.isTerminal && isSeen });
  const address = { apiUrl: () => findStack(io.env, options), dataDir: dataFolder(io.env, options) };
  return createContext(io, options, address, paint);
}
