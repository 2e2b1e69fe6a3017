// Every process as `up` starts it, on the services of the tests, with a client of its API; for one site of the tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { startWebloom, type WebloomOptions } from '../../cli/stack/processes.ts';

export interface ServedWebloom {
  readonly api: ApiClient;
  readonly webloom: Awaited<ReturnType<typeof startWebloom>>;
  /** Stops everything and removes its data. */
  readonly close: () => Promise<void>;
}

/** `host`: the site that jobs may ask, with its port; `name`: tells the tests' namespaces apart. */
export async function serveWebloom(
  services: WebloomOptions['addresses'],
  { name, host }: { readonly name: string; readonly host: string },
): Promise<ServedWebloom> {
  const dataDir = mkdtempSync(join(tmpdir(), `webloom-${name}-`));
  const webloom = await startWebloom({
    addresses: services,
    dataDir,
    buildDir: process.env['SYSTEM_TEST_DIST'] ?? join(import.meta.dirname, '../../dist'),
    env: {
      PATH: process.env['PATH'],
      WEBLOOM_NAMESPACE: `${name}-${process.pid}`,
      WEBLOOM_ALLOW_HOSTS: host,
      WEBLOOM_OWN_HOSTS: host,
    },
    log: () => undefined,
  });
  return {
    api: createClient({ baseUrl: webloom.apiUrl }),
    webloom,
    close: async () => {
      await webloom.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
