// Every process as `up` starts it, on the services of the tests, with a client of its API; for one site of the tests.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { startWebloom, type WebloomOptions } from '../../cli/stack/processes.ts';

export interface ServedWebloom {
  readonly api: ApiClient;
  readonly webloom: Awaited<ReturnType<typeof startWebloom>>;
  /** Where its data lies. */
  readonly dataDir: string;
  readonly namespace: string;
  /** Stops everything and removes its data. */
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  /** Tells the tests' namespaces apart. */
  readonly name: string;
  /** The site that jobs may ask, with its port. */
  readonly host: string;
  /** Everybody needs a key; this is the operator's, and that of the client. Default: no key is asked for. */
  readonly apiKey?: string;
  /** Further settings of the processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes what `up` would print. Default: nobody does. */
  readonly log?: WebloomOptions['log'];
  /** Where its data lies; the folder is made if it is not there. Default: a new one for temporary files. */
  readonly dataDir?: string;
  /** Number of processes by role; default 1, 0 leaves the role out. */
  readonly counts?: NonNullable<WebloomOptions['counts']>;
}

export async function serveWebloom(
  services: WebloomOptions['addresses'],
  { name, host, apiKey, env = {}, counts = {}, log = () => undefined, ...given }: ServeOptions,
): Promise<ServedWebloom> {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), `webloom-${name}-`));
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const namespace = `${name}-${process.pid}`;
  const webloom = await startWebloom({
    addresses: services,
    dataDir,
    buildDir: process.env['SYSTEM_TEST_DIST'] ?? join(import.meta.dirname, '../../dist'),
    env: {
      PATH: process.env['PATH'],
      WEBLOOM_NAMESPACE: namespace,
      WEBLOOM_ALLOW_HOSTS: host,
      WEBLOOM_OWN_HOSTS: host,
      ...(apiKey === undefined ? {} : { WEBLOOM_API_KEY: apiKey }),
      ...env,
    },
    counts,
    log,
  });
  return {
    api: createClient({ baseUrl: webloom.apiUrl, apiKey }),
    webloom,
    dataDir,
    namespace,
    close: async () => {
      await webloom.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
