// Callers with keys of their own, for tests of what each may see and do.
import type { LightMyRequestResponse } from 'fastify';
import type { Scope } from '../../../domain/system/access/scope.ts';
import { type Harness, createHarness } from '../harness.ts';

export const OPERATOR_KEY = 'the-operators-key';

/** An API that asks everybody for a key. */
export async function createLockedHarness(): Promise<Harness> {
  const harness = await createHarness({ apiKey: OPERATOR_KEY });
  await harness.ports.workspaces.insert({
    _id: 'default',
    name: 'Default',
    createdAt: new Date(harness.now),
  });
  return harness;
}

export interface KeyOwner {
  readonly key: string;
  readonly keyId: string;
  readonly workspaceId: string;
  /** Asks with the key. */
  readonly ask: (
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
  ) => Promise<LightMyRequestResponse>;
}

export function askWith({ app }: Harness, key: string): KeyOwner['ask'] {
  return async (method, url, payload) => {
    const headers = { authorization: `Bearer ${key}` };
    return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  };
}

export async function makeKey(
  harness: Harness,
  more: { scope?: Scope; name?: string; workspaceId?: string; expiresAt?: string } = {},
): Promise<KeyOwner> {
  const payload = { name: 'a key', scope: 'admin', ...more };
  const made = await askWith(harness, OPERATOR_KEY)('POST', '/v1/keys', payload);
  if (made.statusCode !== 201) throw new Error(`no key was made: ${made.body}`);
  const { key, keyId, workspaceId } = made.json();
  return { key, keyId, workspaceId, ask: askWith(harness, key) };
}

export async function makeWorkspace(harness: Harness, name: string): Promise<string> {
  const made = await askWith(harness, OPERATOR_KEY)('POST', '/v1/workspaces', { name });
  return made.json().workspaceId;
}
