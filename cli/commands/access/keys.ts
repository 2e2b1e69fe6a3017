// The commands for keys and the audit: who may use the API, and who did.
import type { Command } from 'commander';
import type { KeyView } from '../../../api/client/client.ts';
import { SCOPES, SCOPE_MEANING, type Scope } from '../../../domain/system/access/scope.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { type CliContext, type Run, printJson } from '../../context.ts';
import { type ListOptions, sayMore } from '../../list-page.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';
import { formatTime, plain, printTable } from '../../print-table.ts';
import { given } from '../../../domain/system/given.ts';

interface CreateOptions {
  readonly name: string;
  readonly scope: string;
  readonly expires?: string;
  readonly workspace?: string;
}

export function registerKeyCommands(program: Command, run: Run): void {
  const keys = program.command('keys').summary('make, list and revoke keys for the API');
  keys
    .command('list')
    .summary('list the keys of the workspace, newest first')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((options: ListOptions) => run((context) => list(context, options)));
  keys
    .command('create')
    .summary('make a key; it is printed this once')
    .requiredOption('--name <name>', 'who or what it is for')
    .option('--scope <scope>', SCOPES.map((one) => `${one}: ${SCOPE_MEANING[one]}`).join(' '), 'viewer')
    .option('--expires <time>', 'when it stops working, as in 90d, or a date as in 2027-01-31')
    .option('--workspace <id>', 'whose jobs it opens, if not those of your own workspace')
    .action((options: CreateOptions) => run((context) => create(context, options)));
  keys
    .command('revoke')
    .summary('revoke keys; they and their logins stop working at once')
    .argument('<keyId...>', 'ids of keys')
    .action((ids: string[]) => run((context) => revokeAll(context, ids)));
}

async function list(context: CliContext, { limit, cursor }: ListOptions): Promise<void> {
  const keys = await context.api.keys({ limit, cursor });
  if (context.json) return printJson(context, keys);
  if (keys.items.length === 0)
    context.err('There are no keys: webloom keys create --name … --scope operator\n');
  else printTable(context, ['KEY', 'NAME', 'SCOPE', 'STATE', 'LAST USED', 'EXPIRES'], keys.items.map(toRow));
  sayMore(context, keys.nextCursor);
}

function toRow({ keyId, name, scope, state, lastUsedAt, expiresAt }: KeyView): string[] {
  return [keyId, plain(name, 40), scope, state, formatTime(lastUsedAt), formatTime(expiresAt)];
}

/** The key alone goes to standard output, so that a script can store it. */
async function create(context: CliContext, options: CreateOptions): Promise<void> {
  const { name, workspace } = options;
  const made = await context.api.createKey({
    name,
    scope: scopeOf(options.scope),
    expiresAt: options.expires === undefined ? null : expiryOf(options.expires),
    ...given({ workspaceId: workspace }),
  });
  if (context.json) return printJson(context, made);
  const { paint, err } = context;
  err(`${paint.green('✓')} ${plain(made.name)}  ${made.keyId}  ${made.scope}\n`);
  err(paint.dim('  Keep this key: it is shown this once and stored nowhere.\n'));
  context.out(`${made.key}\n`);
}

function scopeOf(text: string): Scope {
  const found = SCOPES.find((scope) => scope === text);
  if (found !== undefined) return found;
  throw new WebloomError('validation', `"${text}" is no scope. Write ${SCOPES.join(', ')}.`);
}

function expiryOf(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day !== null && !Number.isNaN(day.getTime())) return day.toISOString();
  return new Date(Date.now() + parseEvery(text)).toISOString();
}

async function revokeAll(context: CliContext, ids: readonly string[]): Promise<void> {
  for (const keyId of ids) {
    const key = await context.api.revokeKey(keyId);
    if (context.json) printJson(context, key);
    else context.out(`${context.paint.green('✓')} ${plain(key.name)}  ${key.keyId} is revoked\n`);
  }
}
