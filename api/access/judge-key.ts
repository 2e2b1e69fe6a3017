// Judges the text of a key: the operator's from the environment, or a stored one. A key that no longer works says so, but
// only to who knows its secret. The right key is never held up by wrong ones: those are told apart by what this process
// has in memory, and only where that does not do, the store is asked, within the limit of wrong keys.
import { type ApiKey, LAST_USE_MS, keyFault, keyState } from '../../domain/system/access/api-key.ts';
import { parseKeyText } from '../../domain/system/access/key-text.ts';
import type { WrongKeyLimit } from '../../domain/system/access/wrong-key-limit.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiPorts } from '../ports.ts';
import { type KnownRows, createKnownRows } from './known-rows.ts';
import { isSameText } from '../http/session-cookie.ts';

export type KeyPorts = Pick<ApiPorts, 'keys' | 'clock' | 'hasher' | 'log' | 'settings'>;

export interface KeyJudge {
  /** Throws `unauthorized`, or `rate-limited` after too many wrong keys. */
  callerOf(text: string, address: string): Promise<Caller>;
  /** The caller behind a stored key; null if it is gone. Throws `unauthorized` if it no longer works. */
  callerOfId(keyId: string): Promise<Caller | null>;
  /** Throws `unauthorized`, with what became of it, if the key no longer works. Nothing uses it by that. */
  refuseEnded(keyId: string): Promise<void>;
}

const UNKNOWN =
  'This key is not known here. Check that it is complete, or ask an admin of the workspace for a new one.';

/** What is known of a stored key without asking the store. */
interface KnownKey {
  readonly hash: string;
  /** Set once it was found not to work any more, which no key ever does again. */
  readonly ended?: ApiKey;
}

/** One text to judge. */
interface Trial extends KeyPorts {
  readonly text: string;
  readonly address: string;
  readonly known: KnownRows<KnownKey>;
  readonly limit: WrongKeyLimit;
}

export function createKeyJudge(ports: KeyPorts, limit: WrongKeyLimit): KeyJudge {
  const { settings, clock, keys } = ports;
  const readHashes = async (most: number): Promise<[string, KnownKey][]> =>
    (await keys.hashes(most)).map(({ _id, hash }) => [_id, { hash }]);
  const known = createKnownRows(readHashes, clock);
  return {
    async callerOf(text, address) {
      if (settings.apiKey !== null && isSameSecret(ports, text, settings.apiKey))
        return operatorCaller(settings);
      return storedCaller({ ...ports, text, address, known, limit });
    },
    async callerOfId(keyId) {
      const key = await keys.get(keyId);
      return key === null ? null : toCaller(ports, key);
    },
    async refuseEnded(keyId) {
      const key = await keys.get(keyId);
      if (key !== null) requireWorking(key, clock.now());
    },
  };
}

async function storedCaller(trial: Trial): Promise<Caller> {
  const parsed = parseKeyText(trial.text);
  if (parsed === null) return refuseWrong(trial);
  const { keyId } = parsed;
  const hash = trial.hasher.sha256(parsed.secret);
  const known = await trial.known.find(keyId);
  if (known !== undefined) return knownCaller(trial, keyId, { hash, known });
  const now = trial.clock.now().getTime();
  const waitMs = trial.limit.take(trial.address, now);
  if (waitMs === 0) {
    const key = await trial.keys.get(keyId);
    if (key === null || !isSameText(hash, key.hash)) throw new WebloomError('unauthorized', UNKNOWN);
    trial.limit.giveBack(trial.address, now);
    trial.known.put(keyId, { hash });
    return toCaller(trial, key);
  }
  const later = await trial.known.findLater(keyId);
  if (later === undefined) throw tooManyWrong(waitMs);
  return knownCaller(trial, keyId, { hash, known: later });
}

/** Asks the store only for who knows the secret: a key may have been revoked a moment ago. */
async function knownCaller(
  trial: Trial,
  keyId: string,
  { hash, known }: { readonly hash: string; readonly known: KnownKey },
): Promise<Caller> {
  if (!isSameText(hash, known.hash)) return refuseWrong(trial);
  const now = trial.clock.now();
  const key = known.ended ?? (await trial.keys.get(keyId));
  if (key === null) return refuseWrong(trial);
  if (keyState(key, now) !== 'active') trial.known.put(keyId, { hash, ended: key });
  return toCaller(trial, key);
}

/** Nothing is asked for it. Beyond the limit it is told when to go on. */
function refuseWrong({ limit, address, clock }: Trial): never {
  const waitMs = limit.take(address, clock.now().getTime());
  if (waitMs > 0) throw tooManyWrong(waitMs);
  throw new WebloomError('unauthorized', UNKNOWN);
}

export function tooManyWrong(waitMs: number): WebloomError {
  const seconds = Math.ceil(waitMs / 1_000);
  return new WebloomError(
    'rate-limited',
    `Too many keys or logins that are not known here came: wait ${seconds} s. One that is right works at once.`,
    { facts: { retryAfterSeconds: seconds } },
  );
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
