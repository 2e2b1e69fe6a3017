// The keys of an installation: from the environment, else from the key file of the data folder, which is made
// if nothing was encrypted yet. A key that does not fit the data is reported before the process takes work.
import { createAesBox, keyIdOf } from './aes-box.ts';
import { createKeyFile, keyFile, readKeyFile } from './key-file.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';
import { parseSecretKey } from '../../domain/system/secret/secret-key.ts';

export interface KeyRecord {
  /** Ids of the keys with which stored values are encrypted. */
  sealingKeys(): Promise<readonly string[]>;
}

/** The part of the configuration that is needed here. */
export interface KeySettings {
  readonly dataDir: string;
  readonly secretKey: string | null;
  readonly oldSecretKeys: readonly string[];
  readonly secretKeyLost: boolean;
}

export async function openSecrets(config: KeySettings, record: KeyRecord): Promise<SecretBox> {
  const old = config.oldSecretKeys.flatMap((written) => parseSecretKey(written) ?? []);
  const needed = await record.sealingKeys();
  const key = await currentKey(
    config,
    needed.every((id) => old.some((one) => keyIdOf(one) === id)),
  );
  const keys: [Uint8Array, ...Uint8Array[]] = [key ?? new Uint8Array(), ...old];
  const missing = needed.filter((id) => !keys.some((one) => keyIdOf(one) === id));
  if (key === null || (missing.length > 0 && !config.secretKeyLost)) throw wrongKey(config, key, missing);
  return createAesBox(keys);
}

/** Null: there is no key, and a new one could not decrypt the stored values. */
async function currentKey(config: KeySettings, mayMake: boolean): Promise<Uint8Array | null> {
  const given = config.secretKey === null ? null : parseSecretKey(config.secretKey);
  const kept = given ?? (await readKeyFile(config.dataDir));
  return kept === null && (mayMake || config.secretKeyLost) ? createKeyFile(config.dataDir) : kept;
}

function wrongKey(
  { dataDir }: KeySettings,
  key: Uint8Array | null,
  missing: readonly string[],
): WebloomError {
  const place = keyFile(dataDir);
  const present = key === null ? `${place} is missing` : `the key given is ${keyIdOf(key)}`;
  const message = `The secrets of jobs are encrypted with key ${missing.join(', ')}, and ${present}.`;
  const remedy = `Bring ${place} back from a backup, or give the key in WEBLOOM_SECRET_KEY (in WEBLOOM_SECRET_KEY_OLD to change to another). If it is lost for good, start once with WEBLOOM_SECRET_KEY_OLD=lost: jobs with secret headers then fail until their values are given anew.`;
  const facts = { title: 'The key of the stored secrets is not there', remedy, missing };
  return new WebloomError('configuration-invalid', `${message} ${remedy}`, { facts });
}
