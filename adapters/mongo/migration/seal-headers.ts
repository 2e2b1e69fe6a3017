// Encrypts the secrets that jobs and runs hold in clear or with an older key (request headers, what steps fill in), and those of channels, logins and proxy pools. There is a step per
// key: a step that is done means that the data is encrypted with its key, and a new key brings the next step.
import type { Collection, Db } from 'mongodb';
import type { Channel } from '../../../domain/alert/channel/channel.ts';
import { resealChannel } from '../../../domain/alert/channel/channel-secrets.ts';
import type { Login } from '../../../domain/config/login/login.ts';
import type { ProxyPool } from '../../../domain/config/proxy-pool/proxy-pool.ts';
import { resealServers } from '../../../domain/config/proxy-pool/proxy-secrets.ts';
import { resealLogin } from '../../../domain/config/login/login-secrets.ts';
import { resealSteps } from '../../../domain/config/page-step/step-secrets.ts';
import { type KeptSecrets, resealHeaders } from '../../../domain/config/secret-headers.ts';
import { keysOfMigrations, sealingMigration } from '../../../domain/system/secret/sealing-migration.ts';
import type { SecretBox } from '../../../domain/system/secret/secret-box.ts';
import type { Migration } from '../migrate.ts';

interface Holder {
  readonly _id: string;
  readonly version?: number;
  readonly config: { readonly fetch: KeptSecrets };
}

export async function sealingKeys(db: Db): Promise<string[]> {
  const steps = await db.collection<{ _id: string }>('migrations').find({}).toArray();
  return keysOfMigrations(steps);
}

/** `onSealed`: called with the number of documents that were encrypted, if there were any. */
export function sealHeaders(
  box: SecretBox,
  onSealed: (documents: number) => void = () => undefined,
): Migration {
  return {
    id: sealingMigration(box.keyId),
    async up(db) {
      let sealed = 0;
      for (const name of ['jobs', 'runs', 'jobVersions'])
        sealed += await sealAll(db.collection<Holder>(name), box);
      sealed += await sealLogins(db.collection<Login>('logins'), box);
      sealed += await sealPools(db.collection<ProxyPool>('proxyPools'), box);
      sealed += await sealChannels(db.collection<Channel>('channels'), box);
      if (sealed > 0) onSealed(sealed);
      const older = (await sealingKeys(db)).filter((id) => id !== box.keyId).map(sealingMigration);
      if (older.length > 0)
        await db.collection<{ _id: string }>('migrations').deleteMany({ _id: { $in: older } });
    },
  };
}

async function sealAll(holders: Collection<Holder>, box: SecretBox): Promise<number> {
  let sealed = 0;
  const fields = { version: 1, 'config.fetch.headers': 1, 'config.fetch.steps': 1 } as const;
  const withSecrets = ['headers', 'steps'].map((name) => ({
    [`config.fetch.${name}.0`]: { $exists: true },
  }));
  for await (const { _id, version, config } of holders.find({ $or: withSecrets }, { projection: fields })) {
    const { headers, steps = [] } = config.fetch;
    const fresh = { headers: resealHeaders(box, headers), steps: resealSteps(box, steps) };
    const changes = Object.entries(fresh).filter(([, values]) => values !== null);
    if (changes.length === 0) continue;
    // A job that was changed meanwhile was encrypted by that change.
    const same = version === undefined ? { _id } : { _id, version };
    const $set = Object.fromEntries(changes.map(([name, values]) => [`config.fetch.${name}`, values]));
    sealed += (await holders.updateOne(same, { $set })).modifiedCount;
  }
  return sealed;
}

/** A channel that was changed meanwhile was encrypted by that change. */
async function sealChannels(channels: Collection<Channel>, box: SecretBox): Promise<number> {
  let sealed = 0;
  for await (const channel of channels.find({})) {
    const fresh = resealChannel(box, channel);
    const { _id, version } = channel;
    if (fresh !== null) sealed += (await channels.updateOne({ _id, version }, { $set: fresh })).modifiedCount;
  }
  return sealed;
}

/** A pool that was changed meanwhile was encrypted by that change. */
async function sealPools(pools: Collection<ProxyPool>, box: SecretBox): Promise<number> {
  let sealed = 0;
  for await (const pool of pools.find({})) {
    const servers = resealServers(box, pool);
    const { _id, version } = pool;
    if (servers !== null)
      sealed += (await pools.updateOne({ _id, version }, { $set: { servers } })).modifiedCount;
  }
  return sealed;
}

/** A login that was changed meanwhile was encrypted by that change, and so was a session that was written. */
async function sealLogins(logins: Collection<Login>, box: SecretBox): Promise<number> {
  let sealed = 0;
  for await (const login of logins.find({})) {
    const fresh = resealLogin(box, login);
    if (fresh === null) continue;
    const { _id, version, session } = login;
    const $set = { settings: fresh.settings, 'session.jar': fresh.jar };
    sealed += (await logins.updateOne({ _id, version, 'session.seq': session.seq }, { $set })).modifiedCount;
  }
  return sealed;
}
