// The first way: one machine with nothing, `webloom up` on an empty folder.
import { join } from 'node:path';
import { type Mongo, createMongo } from '../../adapters/mongo/mongo.ts';
import { createClient } from '../../api/client/client.ts';
import { runCommand } from '../../cli/stack/process/run-command.ts';
import { eventually } from '../../test/support/eventually.ts';
import { SECRET_KEY } from '../../test/support/hosts/start-hosts.ts';
import { type Up, startUp } from '../../test/support/up-command.ts';
import { builtFile } from '../../test/support/webloom-processes.ts';
import { createBenchFolder, removeBenchFolder } from '../measure/bench-folder.ts';
import { readPids } from '../measure/process-usage.ts';
import type { Part } from './kill-along.ts';
import type { SiteOfWays } from './site-of-ways.ts';
import type { Way } from './way.ts';

const BACK_MS = 120_000;
const COMMAND_MS = 600_000;
/** It serves names to nodes that start, and is not looked at again. */
const NO_PART = 'rabbitmq-epmd';

export interface OneMachine extends Way {
  readonly jobId: string;
  /** Into a folder, by the command, while it works. */
  backUp(folder: string): Promise<void>;
}

export async function startOneMachine(site: SiteOfWays): Promise<OneMachine> {
  const folder = createBenchFolder();
  const dataDir = join(folder, 'data');
  const env = {
    WEBLOOM_ALLOW_HOSTS: site.host,
    WEBLOOM_OWN_HOSTS: site.host,
    WEBLOOM_SECRET_KEY: SECRET_KEY,
  };
  let up: Up = await startUp(dataDir, env);
  const mongo: Mongo = await createMongo(up.stack.services['store'] ?? '', {
    dbName: 'webloom',
    appName: 'bench',
  });
  const client = () => createClient({ baseUrl: up.stack.apiUrl });
  const { jobId } = await client().createJob({ name: 'three ways', config: site.job });
  const killOne = (name: string): Part => ({
    name,
    async kill() {
      const pid = readPids(dataDir).get(name);
      if (pid === undefined) throw new Error(`there is no ${name}`);
      process.kill(pid, 'SIGKILL');
      await eventually(() => {
        const now = readPids(dataDir).get(name);
        return now !== undefined && now !== pid;
      }, BACK_MS);
    },
  });
  const killAll: Part = {
    name: 'everything at once',
    async kill() {
      await up.loseAll();
      up = await startUp(dataDir, env);
    },
  };
  return {
    name: 'one machine, nothing installed',
    jobId,
    mongo,
    parts: () => {
      const names = [...readPids(dataDir).keys()].filter((name) => name !== NO_PART);
      return [...names.map(killOne), killAll];
    },
    async start() {
      const { runId } = await client().act(jobId, 'start');
      if (typeof runId !== 'string') throw new Error('the run did not start');
      return runId;
    },
    backUp: (to) => runWebloom(['backup', to, '--data-dir', dataDir], env),
    async close() {
      await mongo.close();
      await up.interrupt();
      removeBenchFolder(folder);
    },
  };
}

/** The command; this process goes on meanwhile, since parts of what it talks to live in it. */
export async function runWebloom(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { PATH = '', HOME = '' } = process.env;
  const given = { env: { PATH, HOME, NO_COLOR: '1', ...env }, timeoutMs: COMMAND_MS };
  const { ok, stdout, stderr } = await runCommand(
    process.execPath,
    [builtFile('cli/main.js'), ...args],
    given,
  );
  if (!ok) throw new Error(`webloom ${args.slice(0, 2).join(' ')} failed:\n${stdout}${stderr}`);
}
