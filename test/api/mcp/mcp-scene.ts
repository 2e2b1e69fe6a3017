// An API that asks for keys, and assistants that ask it with keys of their own.
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import type { Scope } from '../../../domain/system/access/scope.ts';
import { connectInside } from '../../support/mcp-client.ts';
import { createLockedHarness, makeKey } from '../access/callers.ts';
import type { Harness } from '../harness.ts';

export interface McpScene {
  readonly harness: Harness;
  /** An assistant whose key has the scope. */
  readonly clientFor: (scope: Scope) => Promise<Client>;
  readonly close: () => Promise<void>;
}

export async function createMcpScene(): Promise<McpScene> {
  const harness = await createLockedHarness();
  const clients: Client[] = [];
  return {
    harness,
    clientFor: async (scope) => {
      const { key } = await makeKey(harness, { scope, name: scope });
      const client = await connectInside({ app: harness.app, key });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) await client.close();
      await harness.app.close();
    },
  };
}

export function call(
  client: Client,
  name: string,
  given: Record<string, unknown> = {},
): Promise<CallToolResult> {
  return client.callTool({ name, arguments: given });
}
