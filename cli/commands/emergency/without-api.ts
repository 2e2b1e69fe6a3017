// The emergency stop of this machine while the API does not answer, or answers that the database is away.
import type { LocalSwitch } from '../../../domain/job/hold/local-switch.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { type CliContext, printJson } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { plain } from '../../print-table.ts';
import { openSwitch } from '../../stack/emergency-switch.ts';

/** No API, none in time, or one without its database: the switch is for these. */
export function isAway(error: unknown): error is WebloomError {
  return isWebloomError(error) && error.code === 'dependency-unavailable';
}

const NOT_DONE = [
  'Processes on other machines are not stopped: do the same there.',
  'Runs are not paused yet and nobody is told; both happens when the database is back.',
];

export function setSwitch(
  context: CliContext,
  { reason, error }: { readonly reason: string; readonly error: WebloomError },
): number {
  const local = switchOf(context, error);
  local.set({ since: new Date(), by: context.env['USER'] ?? 'somebody at this machine', reason });
  if (context.json) {
    printJson(context, { switch: local.file, reason, couldNot: [error.message, ...NOT_DONE] });
    return EXIT.ok;
  }
  const { out, err, paint } = context;
  out(`${paint.green('✓')} The switch of this machine is set: ${local.file}\n`);
  out('  Its processes fetch nothing more within 1 s. Lift it with `webloom emergency lift`.\n');
  for (const text of [error.message, ...NOT_DONE]) err(`${paint.yellow('!')} ${plain(text, 400)}\n`);
  return EXIT.ok;
}

export function readSwitch(context: CliContext, error: WebloomError): number {
  const local = switchOf(context, error);
  const { file } = local;
  const note = local.read();
  if (context.json) {
    printJson(context, { switch: note === null ? null : { file, ...note }, couldNot: [error.message] });
    return EXIT.dependency;
  }
  const { out, err, paint } = context;
  if (note === null) out('The switch of this machine is not set.\n');
  else
    out(
      `${paint.red('■')} ${file} is set since ${note.since.toISOString()}, by ${plain(note.by)}: ${plain(note.reason, 400)}\n`,
    );
  err(`${paint.yellow('!')} ${plain(error.message, 400)} Holds in the database are not known.\n`);
  return EXIT.dependency;
}

export function clearSwitch(context: CliContext, error: WebloomError): number {
  const local = switchOf(context, error);
  const wasSet = local.clear();
  if (context.json) {
    printJson(context, { switch: local.file, lifted: wasSet, couldNot: [error.message] });
    return wasSet ? EXIT.ok : EXIT.dependency;
  }
  const { out, err, paint } = context;
  if (wasSet) out(`${paint.green('✓')} The switch of this machine is lifted: ${local.file}\n`);
  err(`${paint.yellow('!')} ${plain(error.message, 400)} Holds in the database stand as they were.\n`);
  return wasSet ? EXIT.ok : EXIT.dependency;
}

function switchOf({ dataDir }: CliContext, error: WebloomError): LocalSwitch {
  const local = openSwitch(dataDir);
  if (local !== null) return local;
  throw new WebloomError(
    'dependency-unavailable',
    `${error.message} There is no data folder ${dataDir} either, whose processes could be stopped; name it with --data-dir.`,
    { cause: error },
  );
}
