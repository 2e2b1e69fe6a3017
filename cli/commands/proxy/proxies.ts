// The commands for proxy pools: servers by which pages go.
import type { Command } from 'commander';
import type { PoolPatchInput, PoolView } from '../../../api/client/proxy-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { given } from '../../../domain/system/given.ts';
import { collect } from '../../change-options.ts';
import { type CliContext, printJson, type Run } from '../../context.ts';
import { EXIT } from '../../exit-code.ts';
import { findProxyPool } from '../../job/option/find-proxy-pool.ts';
import { formatDuration, formatTime, plain, printTable } from '../../print-table.ts';
import { confirm } from '../../terminal/confirm.ts';

interface PoolOptions {
  readonly server?: readonly string[];
  readonly host?: readonly string[];
  readonly tag?: readonly string[];
}

interface EditOptions extends PoolOptions {
  readonly name?: string;
  readonly withoutServer?: readonly string[];
}

/** In place of hosts or tags: there are none from now on. */
const NONE = 'none';

export function registerProxyCommands(program: Command, run: Run): void {
  const proxies = program
    .command('proxies')
    .summary('pools of proxies by which pages go: list, add, show, change, test');
  proxies
    .command('list')
    .summary('list the proxy pools of the workspace, and the servers that are left alone')
    .action(() => run(list));
  const add = proxies
    .command('add')
    .summary('add a proxy pool; jobs use it by --proxy')
    .argument('<name>', 'what it is called');
  addPoolOptions(add).addHelpText(
    'before',
    `Examples: webloom proxies add Shops --server '$SHOP_PROXY' --server socks5://gate.example:1080
          webloom proxies add Germany --server @servers.txt --host '*.shop.example' --tag sale
          webloom add https://shop.example/kettle --proxy Shops
`,
  );
  add.action((name: string, options: PoolOptions) => run((context) => addPool(context, name, options)));
  proxies
    .command('show')
    .summary('show a proxy pool with its servers')
    .argument('<pool>', 'id or name')
    .action((pool: string) => run((context) => show(context, pool)));
  const edit = proxies
    .command('edit')
    .summary('change a proxy pool; what is not named stays, passwords too')
    .argument('<pool>', 'id or name')
    .option('--name <name>', 'what it is called from now on')
    .option('--without-server <address>', 'leave this server out; may be repeated', collect);
  addPoolOptions(edit).action((pool: string, options: EditOptions) =>
    run((context) => editPool(context, pool, options)),
  );
  proxies
    .command('test')
    .summary('ask for a page by each server of a pool')
    .argument('<pool>', 'id or name')
    .argument('<url>', 'address of the page; one that says who asks shows the exit address')
    .action((pool: string, url: string) => run((context) => test(context, pool, url)));
  proxies
    .command('remove')
    .summary('remove a proxy pool that no job names')
    .argument('<pool>', 'id or name')
    .option('--yes', 'do not ask')
    .action((pool: string, { yes = false }: { yes?: boolean }) =>
      run((context) => remove(context, pool, yes)),
    );
}

function addPoolOptions(command: Command): Command {
  return command
    .option(
      '--server <address>',
      "http://, https:// or socks5://[user:password@]host:port; '$NAME' takes it from the environment, @file one a line; may be repeated",
      collect,
    )
    .option('--host <host>', 'pages of this host go by it, as *.shop.example; may be repeated', collect)
    .option('--tag <tag>', 'pages of jobs with this tag go by it; may be repeated', collect);
}

async function list(context: CliContext): Promise<void> {
  const pools = await context.api.proxyPools();
  if (context.json) return printJson(context, pools);
  if (pools.items.length === 0)
    context.err('There are no proxy pools: webloom proxies add "Shops" --server http://…\n');
  else printTable(context, ['POOL', 'NAME', 'SERVERS', 'HOSTS', 'TAGS'], pools.items.map(toRow));
  for (const pool of pools.items) tellLeft(context, pool);
}

function toRow({ poolId, name, servers, hosts, tags }: PoolView): string[] {
  const well = servers.filter(({ state }) => state === 'ok').length;
  const count = well === servers.length ? String(servers.length) : `${well} of ${servers.length}`;
  return [poolId, plain(name, 40), count, plain(hosts.join(', '), 60), plain(tags.join(', '), 40)];
}

function tellLeft({ paint, err }: CliContext, { name, servers }: PoolView): void {
  for (const { url, detail, since } of servers)
    if (detail !== null)
      err(
        paint.yellow(
          `! ${plain(name, 40)}: ${plain(url, 80)} is left alone since ${formatTime(since)}: ${plain(detail, 300)}\n`,
        ),
      );
}

async function addPool(context: CliContext, name: string, options: PoolOptions): Promise<void> {
  const { server = [], host = [], tag = [] } = options;
  const { readServers } = await import('./read-servers.ts');
  const servers = readServers(server, context.env);
  const made = await context.api.createProxyPool({ name, servers, hosts: [...host], tags: [...tag] });
  if (context.json) return printJson(context, made);
  const { paint, out, err } = context;
  out(`${paint.green('✓')} ${plain(made.name)}  ${made.poolId}  ${countOf(made)}\n`);
  err(paint.dim(`  Try it: webloom proxies test '${plain(made.name)}' URL\n`));
}

function countOf({ servers }: PoolView): string {
  return servers.length === 1 ? '1 server' : `${servers.length} servers`;
}

async function show(context: CliContext, text: string): Promise<void> {
  const pool = await findProxyPool(context, text);
  if (context.json) return printJson(context, pool);
  const { name, poolId, hosts, tags, servers } = pool;
  context.out(`${plain(name)}  ${poolId}\n`);
  if (hosts.length > 0) context.out(`hosts: ${plain(hosts.join(', '), 300)}\n`);
  if (tags.length > 0) context.out(`tags: ${plain(tags.join(', '), 300)}\n`);
  const rows = servers.map(({ url, user = '', state }) => [plain(url, 80), plain(user, 40), STATES[state]]);
  printTable(context, ['SERVER', 'USER', 'STATE'], rows);
  tellLeft(context, pool);
}

const STATES = { ok: 'ok', 'left-alone': 'left alone' } as const;

async function editPool(context: CliContext, text: string, options: EditOptions): Promise<void> {
  const pool = await findProxyPool(context, text);
  const { name, host, tag } = options;
  const patch = given({
    name,
    servers: await serversOf(context, pool, options),
    hosts: host === undefined ? undefined : withoutNone(host),
    tags: tag === undefined ? undefined : withoutNone(tag),
  });
  if (Object.keys(patch).length === 0)
    throw new WebloomError(
      'validation',
      'Nothing is to be changed: give --server, --without-server, --host, --tag or --name.',
    );
  const changed = await context.api.changeProxyPool(pool.poolId, patch);
  if (context.json) return printJson(context, changed);
  context.out(`${context.paint.green('✓')} ${plain(changed.name)} is changed: ${countOf(changed)}\n`);
}

function withoutNone(names: readonly string[]): string[] {
  return names.filter((name) => name !== NONE);
}

/** Those that are there, without some and with others; one that is given again has its new password. */
async function serversOf(
  { env }: CliContext,
  { servers }: PoolView,
  { server = [], withoutServer = [] }: EditOptions,
): Promise<PoolPatchInput['servers']> {
  if (server.length === 0 && withoutServer.length === 0) return undefined;
  const { readServers } = await import('./read-servers.ts');
  const added = readServers(server, env);
  const left = withoutServer.map((text) => readServers([text], env)[0]?.url ?? '');
  const missing = left.find((url) => !servers.some((one) => one.url === url));
  if (missing !== undefined)
    throw new WebloomError('validation', `The pool has no server ${missing}: webloom proxies show.`);
  const isReplaced = (one: { url: string; user?: string | undefined }): boolean =>
    added.some(({ url, user }) => url === one.url && user === one.user);
  const kept = servers.filter((one) => !left.includes(one.url) && !isReplaced(one));
  return [...kept.map(({ url, user, password }) => ({ url, ...given({ user, password }) })), ...added];
}

async function test(context: CliContext, text: string, url: string): Promise<number> {
  const { poolId } = await findProxyPool(context, text);
  const trials = await context.api.testProxyPool(poolId, url);
  const isWell = trials.items.every(({ answered }) => answered);
  if (context.json) printJson(context, trials);
  else
    printTable(
      context,
      ['SERVER', 'ANSWER', 'TIME', 'EXIT ADDRESS'],
      trials.items.map(({ server, answered, status, ms, exitAddress, detail }) => [
        plain(server, 80),
        answered ? `status ${status}` : plain(detail ?? 'failed', 160),
        formatDuration(ms),
        exitAddress ?? '',
      ]),
    );
  return isWell ? EXIT.ok : EXIT.error;
}

async function remove(context: CliContext, text: string, yes: boolean): Promise<number> {
  const { poolId, name } = await findProxyPool(context, text);
  if (!(await confirm(context, `Remove "${plain(name)}"?`, yes))) {
    context.err('Nothing was removed.\n');
    return EXIT.error;
  }
  await context.api.removeProxyPool(poolId);
  context.out(`${context.paint.green('✓')} ${plain(name)} is removed\n`);
  return EXIT.ok;
}
