// `webloom demo`: starts everything. Without a URL it watches the bundled shop, whose changes are known; with
// one it watches that site. It stays up until Ctrl-C, or ends by itself with --exit.
import type { Command } from 'commander';
import { type CliContext, createContext, printJson, type Run } from '../../context.ts';
import { describeLinks } from '../../demo/demo-text.ts';
import type { DemoResult } from '../../demo/run-shop.ts';
import type { Shop } from '../../demo/shop/shop.ts';
import { EXIT } from '../../exit-code.ts';
import type { LocalWebloom } from '../../stack/local-webloom.ts';
import { isPortFree } from '../../stack/service/port.ts';
import { stopLocal, untilInterrupted } from './up.ts';
import { describeRun } from '../runs.ts';
import { OWN_COMMAND } from '../../stack/build-root.ts';

interface DemoOptions {
  readonly exit?: boolean;
  readonly verbose?: boolean;
}

const KEPT = `What was found is kept: "${OWN_COMMAND} up" starts everything again, "${OWN_COMMAND} changes" lists it.\n`;
const SHOP_PORT = 4_780;
/** Most pages of a real site, so that the demo does not crawl all of it. */
const SITE_PAGES = 200;

export function registerDemo(program: Command, run: Run): void {
  program
    .command('demo')
    .summary('watch the bundled shop, or a site of yours, from start to finish')
    .argument('[url]', 'a site to watch instead of the bundled shop')
    .option('--exit', 'end after the runs; exit code 0 only if every expected change was found')
    .option('--verbose', 'show what the processes log')
    .action((url: string | undefined, options: DemoOptions) => run((context) => demo(context, url, options)));
}

async function demo(context: CliContext, url: string | undefined, options: DemoOptions): Promise<number> {
  const shop = url === undefined ? await openShop() : null;
  try {
    const local = await startAll(context, shop, options);
    try {
      return await present(context, { local, shop, url }, options);
    } finally {
      await stopLocal(context, local);
    }
  } finally {
    await shop?.stop();
  }
}

/** The shop's pages are loaded for this command alone. */
async function openShop(): Promise<Shop> {
  const { startShop } = await import('../../demo/shop/shop.ts');
  return startShop({ port: (await isPortFree(SHOP_PORT)) ? SHOP_PORT : 0 });
}

async function loadRuns() {
  return import('../../demo/run-shop.ts');
}

async function startAll(
  context: CliContext,
  shop: Shop | null,
  { verbose }: DemoOptions,
): Promise<LocalWebloom> {
  const { dataDir, env, err, paint, interrupted } = context;
  const startedAt = performance.now();
  const { startLocalWebloom } = await import('../../stack/local-webloom.ts');
  const local = await startLocalWebloom({
    dataDir,
    env: shop === null ? env : allowing(env, new URL(shop.url).host),
    log: (line) => err(`${paint.dim('·')} ${line}\n`),
    signal: interrupted,
    ...(verbose === true
      ? { onLine: (name: string, line: string) => err(`${paint.cyan(name.padEnd(13))} ${line}\n`) }
      : {}),
  });
  err(`${paint.green('✓')} up in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
  // First of all, so that the runs can be watched there.
  err(`  ${paint.bold('Dashboard')}    ${local.apiUrl}\n\n`);
  return local;
}

/** Adds the shop's host to the allow list: it is on this machine, where nothing may be fetched by default. */
function allowing(env: CliContext['env'], host: string): CliContext['env'] {
  const add = (list: string | undefined): string =>
    list === undefined || list === '' ? host : `${list},${host}`;
  return {
    ...env,
    WEBLOOM_ALLOW_HOSTS: add(env['WEBLOOM_ALLOW_HOSTS']),
    WEBLOOM_OWN_HOSTS: add(env['WEBLOOM_OWN_HOSTS']),
  };
}

interface Stage {
  readonly local: LocalWebloom;
  readonly shop: Shop | null;
  readonly url: string | undefined;
}

async function present(
  outer: CliContext,
  { local, shop, url }: Stage,
  options: DemoOptions,
): Promise<number> {
  const { apiUrl, addresses } = local;
  const quiet = { ...outer.io, out: outer.json ? outer.err : outer.out };
  const address = { apiUrl: () => apiUrl, dataDir: outer.dataDir };
  const context = createContext(quiet, { json: outer.json }, address, outer.paint);
  const { runShopDemo } = await loadRuns();
  const result = shop === null ? await watchSite(context, url ?? '') : await runShopDemo(context, shop);
  const { runs } = result;
  const links = { apiUrl, runs, temporalUiUrl: addresses.temporalUiUrl, shopUrl: shop?.url ?? null };
  // A stack that is about to end has no links to show.
  const staysUp = options.exit !== true && !outer.interrupted.aborted;
  context.out(staysUp ? describeLinks(context, links) : KEPT);
  const success = await isDone(result, shop);
  if (outer.json) printJson(outer, { success, ...result });
  if (staysUp) {
    outer.err('\nStays up until Ctrl-C.\n');
    await untilInterrupted(outer.interrupted);
    return EXIT.ok;
  }
  if (outer.interrupted.aborted) return EXIT.interrupted;
  return success ? EXIT.ok : EXIT.error;
}

async function isDone(result: DemoResult, shop: Shop | null): Promise<boolean> {
  const { isSuccess } = await loadRuns();
  return shop === null ? result.runs.every((run) => run.state === 'completed') : isSuccess(result);
}

async function watchSite(context: CliContext, url: string): Promise<DemoResult> {
  const { runOnce } = await loadRuns();
  const { jobId } = await context.api.createJob({
    config: { source: { kind: 'site', start: [url] }, limits: { maxPages: SITE_PAGES } },
  });
  const run = await runOnce(context, jobId, '');
  context.out(`${describeRun(context, run, await context.api.runChanges(run.runId))}\n`);
  return { jobId, runs: [run], comparison: null };
}
