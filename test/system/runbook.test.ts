// docs/runbook.md on a real stack: each command of each incident is run, in its order, while the part is broken where that can
// be done; the sign shows by itself, and after the remedy all is well.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Ran, runCli } from '../cli/harness.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type ProxiedServices, type ServiceWay, proxyServices } from '../support/services-by-proxy.ts';

interface Incident {
  readonly title: string;
  readonly check: readonly string[];
  readonly remedy: readonly string[];
  readonly healed: readonly string[];
}

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line ?? '');

const incidents: readonly Incident[] = RUNBOOK.slice(RUNBOOK.indexOf('# Incidents'))
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [check = '', rest = ''] = section.split('**Remedy.**');
    const [remedy = '', healed = ''] = rest.split('**Healed.**');
    return {
      title: section.split('\n')[0] ?? '',
      check: commandsIn(check),
      remedy: commandsIn(remedy),
      healed: commandsIn(healed),
    };
  });

/** What a command may say: done, not there, not now, that a service is away, or that it was ended. Never that the line is wrong. */
const CODES = [0, 1, 3, 4, 6, 7, 130];

let pages: ManyPages;
let services: ProxiedServices;
let stack: ServedWebloom;

beforeAll(async () => {
  pages = await startManyPages({ pages: 20 });
  services = await proxyServices(inject('services'));
  stack = await serveWebloom(services.addresses, { name: 'runbook', host: pages.host });
  await run(`webloom add ${pages.startUrl} --site --name tent --start`);
  await run(`webloom channels add webhook Ops --url http://${pages.host}/hook`);
});

afterAll(async () => {
  await stack?.close();
  await services?.close();
  await pages?.close();
});

/** The words of a line; a text in quotes is one. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

async function run(line: string): Promise<Ran> {
  const [program = '', ...words] = wordsOf(line.replaceAll('shop.example', pages.host));
  if (program !== 'webloom') {
    const { stdout } = await promisify(execFile)(program, words);
    return { code: 0, out: stdout, err: '' };
  }
  const ends = words[0] === 'watch' ? { endsAt: () => true } : {};
  const where = words[0] === 'doctor' ? [] : ['--api', stack.webloom.apiUrl];
  return runCli([...words, ...where, '--data-dir', stack.dataDir], ends);
}

async function runAll(lines: readonly string[]): Promise<string> {
  let told = '';
  for (const line of lines) {
    const { code, out, err } = await run(line);
    expect(CODES, `${line}: ${err}`).toContain(code);
    told += `${out}${err}`;
  }
  return told;
}

async function processOf(role: string): Promise<number> {
  const { items } = await stack.api.agents();
  const [newest] = items
    .filter((agent) => agent.role === role)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return newest?.pid ?? 0;
}

async function killOne(role: string): Promise<() => Promise<void>> {
  const pid = await processOf(role);
  process.kill(pid, 'SIGKILL');
  return async () => {
    await eventually(async () => ![0, pid].includes(await processOf(role).catch(() => 0)), 60_000);
  };
}

async function cut(service: ServiceWay): Promise<() => Promise<void>> {
  services.ways[service].sever();
  return async () => void services.ways[service].restore();
}

interface Break {
  /** Breaks the part; the function that it gives mends it, or waits for it to mend itself. */
  readonly by: () => Promise<() => Promise<void>>;
  /** What the commands of the check say. */
  readonly sign: RegExp;
}

const BREAKS: Readonly<Record<string, Break>> = {
  'The database is away': { by: () => cut('store'), sign: /store/i },
  'RabbitMQ is away': { by: () => cut('broker'), sign: /RabbitMQ/ },
  'Temporal is away': { by: () => cut('temporal'), sign: /Temporal/ },
  'A scraper dies, or another process': { by: () => killOne('scraper'), sign: /scraper/ },
  'No orchestrator': { by: () => killOne('orchestrator'), sign: /orchestrator/ },
};

async function isWell(): Promise<boolean> {
  const { state } = await stack.api.health().catch(() => ({ state: 'down' }));
  return state === 'ok' || state === 'degraded';
}

describe.each(incidents)('$title', ({ title, check, remedy, healed }) => {
  it('is found, mended and seen to have healed by the commands of its section', async () => {
    expect(check.length).toBeGreaterThan(0);
    const broken = BREAKS[title];
    const mend = (await broken?.by()) ?? (async () => undefined);
    if (broken === undefined) await runAll(check);
    else await eventually(async () => broken.sign.test(await runAll(check)), 30_000);
    await runAll(remedy);
    await mend();
    await eventually(isWell, 60_000);
    await runAll(healed);
  });
});

it('the incidents that are broken here are in the runbook', () => {
  const titles = incidents.map(({ title }) => title);
  expect(Object.keys(BREAKS).filter((title) => !titles.includes(title))).toEqual([]);
  expect(incidents.length).toBeGreaterThan(15);
});

it('the first pages of the runbook, stop and read-only, do what they say', async () => {
  const lines = commandsIn(RUNBOOK.slice(0, RUNBOOK.indexOf('# Incidents')));
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect((await run(line)).code, line).toBe(0);
  expect((await stack.api.emergency()).standing).toEqual([]);
});
