// The description of the API without a process: its routes are registered over ports that nobody asks.
import { VERSION } from '../../domain/system/version.ts';
import { createApp } from '../app.ts';
import { compactDescription } from '../description/compact-description.ts';
import type { Node } from '../description/node.ts';
import type { ApiPorts, ApiSettings } from '../ports.ts';

/** What routes read when they are registered; the description does not depend on it. */
const SETTINGS: ApiSettings = {
  version: VERSION,
  dashboardFolder: '',
  workspaceId: 'default',
  egress: { allowHosts: [], ports: [] },
  apiKey: null,
  metricsByJob: false,
  servesMcp: false,
  trustedProxies: [],
  rateLimit: { reads: 0, changes: 0 },
  temporalUiUrl: null,
  temporalNamespace: 'default',
  ownHosts: [],
  userAgent: '',
};

export async function describeAlone(): Promise<Node> {
  const app = await createApp(unaskedPorts());
  await app.ready();
  const description = compactDescription(app.swagger()) as Node;
  await app.close();
  return description;
}

/** Routes keep their ports, and ask them only when they are asked themselves. */
function unaskedPorts(): ApiPorts {
  const asked: Pick<ApiPorts, 'settings' | 'ids' | 'tracer' | 'checks' | 'log' | 'onEvent'> = {
    settings: SETTINGS,
    ids: { ulid: () => '' },
    tracer: null,
    checks: [],
    // What looks for work when the API is ready finds no store, and says so to nobody.
    log: { info: ignore, warn: ignore, error: ignore },
    onEvent: () => Promise.resolve(),
  };
  return { ...asked, engine: {} } as ApiPorts;
}

function ignore(): void {}
