// Webloom on a real website: serves Debian's PostgreSQL manual on loopback, watches it with a `site` job in three runs, and
// compares what was found with counts of its own. Ends with 0 only if everything agrees. `npm run real-site`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../api/client/client.ts';
import { type Webloom, startWebloom } from '../../cli/stack/processes.ts';
import { type TestServices, startTestServices } from '../../cli/stack/test-services.ts';
import { type DocsSite, startDocsSite } from './docs-site.ts';
import { installDocs } from './install-docs.ts';
import { type Check, judgeFirst, judgeSecond, judgeThird } from './judge-runs.ts';
import { costTable } from './print-figures.ts';
import { reachablePages } from './reachable.ts';
import { applyScenario } from './scenario.ts';
import { type Process, type RunCost, createSiteJob, watchOnce } from './watch-site.ts';

const FIRST_PAGE = '/index.html';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printChecks(title: string, checks: readonly Check[]): boolean {
  say(`\n${title}`);
  for (const { ok, what, seen } of checks) say(`  ${ok ? '✓' : '✕'} ${what}: ${seen}`);
  return checks.every(({ ok }) => ok);
}

interface Stage {
  readonly site: DocsSite;
  readonly services: TestServices;
  readonly webloom: Webloom;
}

function processesOf({ services, webloom }: Stage): Process[] {
  return [
    ...[...webloom.supervisors].map(([name, supervisor]) => ({ name, pid: () => supervisor.pid })),
    ...services.services.map(({ name, pid }) => ({ name, pid: () => pid })),
  ];
}

async function watchThrice(stage: Stage): Promise<boolean> {
  const { site, webloom } = stage;
  const read = (path: string) => site.read(path);
  const reach = reachablePages(FIRST_PAGE, read);
  say(
    `${reach.pages.length} pages can be reached by links, ${reach.missing.length} links lead to no page (counted without Webloom)`,
  );
  const client = createClient({ baseUrl: webloom.apiUrl });
  const jobId = await createSiteJob(client, site);
  const watched = { client, site, jobId, processes: processesOf(stage) };

  const first = await watchOnce(watched);
  const isFirst = printChecks('Run 1: everything is new', judgeFirst(first.report, reach));
  const second = await watchOnce(watched);
  const isSecond = printChecks('Run 2: nothing has changed', judgeSecond(second.report, reach));
  const expected = applyScenario(site);
  const third = await watchOnce(watched);
  const isThird = printChecks(
    'Run 3: 7 pages altered, 2 deleted, 1 added',
    judgeThird(third.report, expected),
  );

  const costs: RunCost[] = [first.cost, second.cost, third.cost];
  say(`\n${costTable(costs)}`);
  return isFirst && isSecond && isThird;
}

async function main(): Promise<boolean> {
  const closing: (() => Promise<unknown>)[] = [];
  const { PATH, HOME, TMPDIR } = process.env;
  try {
    const root = await installDocs({ say });
    const site = await startDocsSite({ root, port: 0 });
    closing.push(() => site.stop());
    say(`serving ${root} at ${site.url}`);
    const services = await startTestServices({ env: process.env, log: say });
    closing.push(() => services.stop());
    const dataDir = mkdtempSync(join(tmpdir(), 'webloom-real-site-'));
    closing.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const { host } = new URL(site.url);
    const webloom = await startWebloom({
      addresses: services,
      dataDir,
      log: say,
      env: {
        PATH,
        HOME,
        TMPDIR,
        WEBLOOM_NAMESPACE: `real-site-${process.pid}`,
        WEBLOOM_ALLOW_HOSTS: host,
        WEBLOOM_OWN_HOSTS: host,
        WEBLOOM_LOG_LEVEL: 'warn',
      },
    });
    closing.push(() => webloom.stop());
    return await watchThrice({ site, services, webloom });
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

const isAsExpected = await main();
say(isAsExpected ? '\nEverything is as expected.' : '\nSomething is not as expected; see ✕ above.');
process.exit(isAsExpected ? 0 : 1);
