// The emergency stop. Where the API does not answer, the switch of this machine is set: a file that every process here obeys.
import type { Command } from 'commander';
import type { EmergencyAnswer, EmergencyStateView, HoldInput } from '../../../api/client/emergency-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { findJobId } from '../../find-job.ts';
import { formatTime, plain } from '../../print-table.ts';
import { clearSwitch, isAway, readSwitch, setSwitch } from './without-api.ts';
import { counted } from '../../../domain/system/counted.ts';

/** Characters: a reason is told in full. */
const LONG = 400;

interface StopOptions {
  readonly reason: string;
  readonly job?: string;
  readonly tag?: string;
  readonly host?: string;
  readonly workspace?: boolean;
  readonly endRuns?: boolean;
  readonly silence?: boolean;
}

export function registerEmergency(program: Command, run: Run): void {
  const emergency = program
    .command('emergency')
    .summary('stop everything at once, or a part of it, and let it go on');
  emergency
    .command('stop')
    .summary('fetch nothing more: of everything, or of a job, a tag, a host, the workspace')
    .addHelpText(
      'before',
      'Examples: webloom emergency stop --reason "we hammer a shop"\n' +
        '          webloom emergency stop --host shop.example --reason "they asked us to"\n',
    )
    .requiredOption('--reason <text>', 'why; shown wherever something is held')
    .option('--job <job>', 'only this job: id or name')
    .option('--tag <tag>', 'only jobs with this tag')
    .option('--host <host>', 'only this host, as shop.example')
    .option('--workspace', 'only the jobs of the workspace')
    .option('--end-runs', 'end the runs that go on; else they are paused and go on afterwards')
    .option('--silence', 'keep messages until it is lifted')
    .action((options: StopOptions) => run((context) => stop(context, options)));
  emergency
    .command('status')
    .summary('show what is held, since when, by whom and why')
    .action(() => run(status));
  emergency
    .command('lift')
    .summary('let go on what is held: these holds, or all')
    .argument('[holdId...]', 'ids of holds, as status shows them')
    .action((ids: string[]) => run((context) => lift(context, ids)));
}

async function stop(context: CliContext, options: StopOptions): Promise<number> {
  const { reason, endRuns, silence } = options;
  const isAll = [options.job, options.tag, options.host, options.workspace].every((one) => one === undefined);
  try {
    const answer = await context.hurriedApi.placeHold({
      scope: await scopeOf(context, options),
      reason,
      ...(endRuns === true ? { kind: 'stop' } : {}),
      ...(silence === true ? { silence } : {}),
    });
    tell(context, answer, '✓');
    return EXIT.ok;
  } catch (error) {
    if (!isAway(error)) throw error;
    if (!isAll)
      throw new WebloomError(
        'dependency-unavailable',
        `${error.message} Without the API only everything on this machine can be stopped: leave out the scope.`,
        { cause: error },
      );
    return setSwitch(context, { reason, error });
  }
}

async function scopeOf({ hurriedApi }: CliContext, options: StopOptions): Promise<HoldInput['scope']> {
  const { job, tag, host, workspace } = options;
  const scopes: HoldInput['scope'][] = [
    ...(job === undefined ? [] : [{ kind: 'job' as const, jobId: await findJobId(hurriedApi, job) }]),
    ...(tag === undefined ? [] : [{ kind: 'tag' as const, tag }]),
    ...(host === undefined ? [] : [{ kind: 'host' as const, host }]),
    ...(workspace === true ? [{ kind: 'workspace' as const }] : []),
  ];
  const [scope = { kind: 'everything' }] = scopes;
  if (scopes.length <= 1) return scope;
  throw new WebloomError(
    'validation',
    'Give one of --job, --tag, --host and --workspace, or none for everything.',
  );
}

export function tell(context: CliContext, answer: EmergencyAnswer, sign: string): void {
  if (context.json) return printJson(context, answer);
  const { out, err, paint } = context;
  const { hold, runs, couldNot, next } = answer;
  const moved = runs === null ? [] : movedWords(runs);
  const become = [...moved, next].join(' ');
  if (hold.liftedAt === null) {
    out(`${paint.green(sign)} ${plain(hold.words, LONG)}\n  ${become}\n  ${hold.remedy}\n`);
  } else {
    out(`${paint.green(sign)} ${become}\n  Over is: ${plain(hold.words, LONG)}\n`);
  }
  for (const text of couldNot) err(`${paint.yellow('!')} ${text}\n`);
}

function movedWords(runs: NonNullable<EmergencyAnswer['runs']>): string[] {
  return Object.entries(runs)
    .filter(([, count]) => count > 0)
    .map(([how, count]) => `${counted(count, 'run is', 'runs are')} ${how}.`);
}

async function status(context: CliContext): Promise<number> {
  try {
    const state = await context.hurriedApi.emergency();
    if (context.json) printJson(context, state);
    else printState(context, state);
    return EXIT.ok;
  } catch (error) {
    if (!isAway(error)) throw error;
    return readSwitch(context, error);
  }
}

function printState({ out, paint }: CliContext, { standing, readOnly, lifted }: EmergencyStateView): void {
  const all = [...standing, ...(readOnly === null ? [] : [readOnly])];
  if (all.length === 0) out(`${paint.green('✓')} Nothing is held, and changes are taken.\n`);
  for (const { holdId, words, remedy } of all)
    out(`${paint.red('■')} ${holdId}  ${plain(words, LONG)}\n  → ${remedy}\n`);
  for (const { what, reason, liftedAt, liftedBy } of lifted.slice(0, 5))
    out(
      paint.dim(
        `  lifted ${liftedAt === null ? '' : formatTime(liftedAt)} by ${plain(liftedBy ?? '')}: ${plain(what)} (${plain(reason, 40)})\n`,
      ),
    );
}

async function lift(context: CliContext, ids: readonly string[]): Promise<number> {
  try {
    const { standing } = await context.hurriedApi.emergency();
    const wanted = ids.length > 0 ? ids : standing.map(({ holdId }) => holdId);
    if (wanted.length === 0) context.err('Nothing is held.\n');
    for (const holdId of wanted) tell(context, await context.hurriedApi.liftHold(holdId), '✓');
    return EXIT.ok;
  } catch (error) {
    if (!isAway(error)) throw error;
    return clearSwitch(context, error);
  }
}
