// What the incidents of the runbook happen to: a stack on a small disk where one can be mounted, a site, a receiver of messages,
// and the commands of the document with what they name put in.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { type Ran, runCli } from '../../cli/harness.ts';
import { type ManyPages, startManyPages } from '../many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../served-webloom.ts';
import { type ProxiedServices, proxyServices } from '../services-by-proxy.ts';
import { type Handler, type Site, startSite } from '../site/site.ts';
import { type SmallDisk, mountSmallDisk } from '../small-disk.ts';

/** The secret of a job, which the members' page asks for. */
export const SECRET = 'Bearer of-the-members';
const DISK_MB = 300;
const FLOOR_MB = 40;
const NAME = 'runbook';
/** What a command may say: done, not there, not now, that a service is away, or that it was ended. Never that the line is wrong. */
const CODES = [0, 1, 3, 4, 6, 7, 130];

export interface Receiver {
  readonly host: string;
  /** Takes messages, or answers that it can not. */
  isUp: boolean;
  readonly taken: string[];
  readonly close: () => Promise<void>;
}

/** Serves a page, too, whose secret header it notes. */
async function startReceiver(): Promise<Receiver> {
  const receiver = { isUp: true, taken: [] as string[] };
  const hook: Handler = (request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      if (receiver.isUp) receiver.taken.push(body);
      response.writeHead(receiver.isUp ? 200 : 503).end();
    });
  };
  const members: Handler = (request, response) => {
    const isMember = request.headers.authorization === SECRET;
    response.writeHead(isMember ? 200 : 403, { 'content-type': 'text/html' });
    response.end('<title>Members</title><main><h1>Members</h1><p>For those who are known here.</p></main>');
  };
  const site: Site = await startSite({ '/hook': hook, '/members': members });
  return Object.assign(receiver, { host: `${site.host}:${site.port}`, close: () => site.close() });
}

export interface RunbookScene {
  /** Null: no disk can be mounted here. */
  readonly disk: SmallDisk | null;
  readonly pages: ManyPages;
  readonly receiver: Receiver;
  readonly services: ProxiedServices;
  /** Another one after `begin`. */
  readonly stack: ServedWebloom;
  /** Begins the processes on this data folder. */
  begin(dataDir: string): Promise<void>;
  /** One command of the document. */
  run(line: string): Promise<Ran>;
  /** All of them, each of which has to be a right line; what they said. */
  runAll(lines: readonly string[]): Promise<string>;
  /** A folder that the document names, as it is here. */
  folderOf(path: string): string;
  close(): Promise<void>;
}

export async function openRunbookScene(
  addresses: Parameters<typeof proxyServices>[0],
): Promise<RunbookScene> {
  const disk = mountSmallDisk(DISK_MB);
  const folder = mkdtempSync(join(tmpdir(), 'webloom-runbook-'));
  const pages = await startManyPages({ pages: 20 });
  const receiver = await startReceiver();
  const services = await proxyServices(addresses);
  const serve = (dataDir: string): Promise<ServedWebloom> =>
    serveWebloom(services.addresses, {
      name: NAME,
      host: `${pages.host},${receiver.host}`,
      dataDir,
      env: { WEBLOOM_DISK_FLOOR_MB: String(FLOOR_MB) },
    });
  let stack = await serve(join(disk?.folder ?? folder, 'data'));
  const folderOf = (path: string): string => join(folder, path);
  const run = (line: string): Promise<Ran> => {
    const words = wordsOf(line.replaceAll('shop.example', pages.host)).map((word) =>
      FOLDERS.test(word) ? folderOf(word) : word,
    );
    return runWords(words, { stack, mongoUri: services.addresses.mongoUri });
  };
  return {
    disk,
    pages,
    receiver,
    services,
    get stack() {
      return stack;
    },
    async begin(dataDir) {
      stack = await serve(dataDir);
    },
    run,
    async runAll(lines) {
      let told = '';
      for (const line of lines) {
        const { code, out, err } = await run(line);
        expect(CODES, `${line}: ${err}`).toContain(code);
        told += `${out}${err}`;
      }
      return told;
    },
    folderOf,
    async close() {
      await stack.close();
      await services.close();
      await receiver.close();
      await pages.close();
      disk?.unmount();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Folders that the document names, which are made elsewhere. */
const FOLDERS = /^\/(?:backup|var)\//;

/** The words of a line; a text in quotes is one. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
}

async function runWords(
  [program = '', ...words]: readonly string[],
  { stack, mongoUri }: { stack: ServedWebloom; mongoUri: string },
): Promise<Ran> {
  if (program !== 'webloom') {
    const { stdout } = await promisify(execFile)(program, words);
    return { code: 0, out: stdout, err: '' };
  }
  const dataDir = words.includes('--data-dir') ? [] : ['--data-dir', stack.dataDir];
  // It asks the database itself.
  if (words[0] === 'backup') {
    const env = { ...process.env, MONGODB_URI: mongoUri, WEBLOOM_NAMESPACE: stack.namespace };
    return runCli([...words, ...dataDir], { env });
  }
  const ends = words[0] === 'watch' ? { endsAt: () => true } : {};
  const where = words[0] === 'doctor' ? [] : ['--api', stack.webloom.apiUrl];
  return runCli([...words, ...where, ...dataDir], ends);
}
