// Judges the text of a key: the operator's from the environment, or a stored one. A key that no longer works says so, but
// only to who knows its secret.
import { type ApiKey, LAST_USE_MS, keyFault, keyState } from '../../domain/access/api-key.ts';
import { createFailedAttempts } from '../../domain/access/failed-attempts.ts';
import { parseKeyText } from '../../domain/access/key-text.ts';
import { WebloomError } from '../../domain/errors.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiPorts } from '../ports.ts';
import { isSameText } from './session-cookie.ts';

export type KeyPorts = Pick<ApiPorts, 'keys' | 'clock' | 'hasher' | 'log' | 'settings'>;

export interface KeyJudge {
  /** Throws `unauthorized`, or `rate-limited` after too many wrong guesses at the operator's key. */
  callerOf(text: string, address: string): Promise<Caller>;
  /** The caller behind a stored key; null if it is gone. Throws `unauthorized` if it no longer works. */
  callerOfId(keyId: string): Promise<Caller | null>;
  /** Throws `unauthorized`, with what became of it, if the key no longer works. Nothing uses it by that. */
  refuseEnded(keyId: string): Promise<void>;
}

const UNKNOWN =
  'This key is not known here. Check that it is complete, or ask an admin of the workspace for a new one.';

export function createKeyJudge(ports: KeyPorts): KeyJudge {
  const attempts = createFailedAttempts();
  const { settings, clock } = ports;
  return {
    async callerOf(text, address) {
      const isStored = parseKeyText(text) !== null;
      const now = clock.now().getTime();
      // A stored key has too many bits to be guessed; the operator's may be a word.
      if (!isStored) refuseGuessing(attempts.waitMs(address, now));
      if (settings.apiKey !== null && isSameSecret(ports, text, settings.apiKey))
        return operatorCaller(settings);
      const key = await findStored(ports, text);
      if (key !== null) return toCaller(ports, key);
      if (!isStored) attempts.note(address, now);
      throw new WebloomError('unauthorized', UNKNOWN);
    },
    async callerOfId(keyId) {
      const key = await ports.keys.get(keyId);
      return key === null ? null : toCaller(ports, key);
    },
    async refuseEnded(keyId) {
      const key = await ports.keys.get(keyId);
      if (key !== null) requireWorking(key, clock.now());
    },
  };
}

export function operatorCaller({ workspaceId }: ApiPorts['settings']): Caller {
  return {
    workspaceId,
    scope: 'admin',
    name: 'operator',
    how: 'operator-key',
    keyId: null,
    expiresAt: null,
    csrfToken: null,
  };
}

/** Compares hashes, which have one length, so that the time tells nothing. */
function isSameSecret({ hasher }: KeyPorts, given: string, wanted: string): boolean {
  return isSameText(hasher.sha256(given), hasher.sha256(wanted));
}

async function findStored(ports: KeyPorts, text: string): Promise<ApiKey | null> {
  const parsed = parseKeyText(text);
  const key = parsed === null ? null : await ports.keys.get(parsed.keyId);
  if (parsed === null || key === null) return null;
  return isSameText(ports.hasher.sha256(parsed.secret), key.hash) ? key : null;
}

function toCaller(ports: KeyPorts, key: ApiKey): Caller {
  const now = ports.clock.now();
  requireWorking(key, now);
  noteUse(ports, key, now);
  const { workspaceId, scope, name, _id: keyId, expiresAt } = key;
  return { workspaceId, scope, name, how: 'key', keyId, expiresAt, csrfToken: null };
}

function requireWorking(key: ApiKey, now: Date): void {
  const fault = keyFault(key, now);
  if (fault !== null)
    throw new WebloomError('unauthorized', fault, { facts: { keyState: keyState(key, now) } });
}

/** Nobody waits for it: the request is worth more than the time of its key's use. */
function noteUse({ keys, log }: KeyPorts, { _id, lastUsedAt }: ApiKey, now: Date): void {
  const unless = new Date(now.getTime() - LAST_USE_MS);
  if (lastUsedAt !== null && lastUsedAt >= unless) return;
  keys
    .noteUse(_id, now, unless)
    .catch((error: unknown) => log.warn({ keyId: _id, err: error }, 'the use of a key was not noted'));
}

function refuseGuessing(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  throw new WebloomError('rate-limited', `Too many wrong keys came from here: wait ${seconds} s.`, {
    facts: { retryAfterSeconds: seconds },
  });
}
