// The hosts that stored secrets of jobs belong to: those of the addresses they stand beside. Later ones are stored with theirs.
import type { Collection, Db } from 'mongodb';
import type { JobConfig } from '../../../../domain/config/schema.ts';
import { withSecretHosts } from '../../../../domain/config/secret-hosts.ts';
import { isSameValue } from '../../../../domain/system/differing-members.ts';

interface Holder {
  readonly _id: string;
  readonly version?: number;
  readonly config: JobConfig;
}

export async function secretHosts(db: Db): Promise<void> {
  for (const name of ['jobs', 'runs', 'jobVersions']) await bindAll(db.collection<Holder>(name));
}

async function bindAll(holders: Collection<Holder>): Promise<void> {
  const fields = { version: 1, 'config.source': 1, 'config.fetch': 1 } as const;
  const withSecrets = ['headers', 'steps'].map((name) => ({ [`config.fetch.${name}.0`]: { $exists: true } }));
  for await (const { _id, version, config } of holders.find({ $or: withSecrets }, { projection: fields })) {
    const { fetch } = withSecretHosts(config);
    if (isSameValue(fetch, config.fetch)) continue;
    // A job that was changed meanwhile got them by that change.
    const same = version === undefined ? { _id } : { _id, version };
    await holders.updateOne(same, { $set: { 'config.fetch': fetch } });
  }
}
