// Hosts in MongoDB. Pace and leases are atomic single-document updates, so any number of dispatchers may share a host.
import type { Collection, Db } from 'mongodb';
import { type Host, newHost } from '../../domain/host/host.ts';
import type { HostStore } from '../../domain/host/host-store.ts';
import { checked, checkedAll, checkedOrNull, documentShape } from './document-shape.ts';
import { insertOnce, retryDuplicate } from './driver-error.ts';
import { reserveSlots } from './host-slots.ts';

const SHAPE = documentShape('hosts', {
  _id: 'string',
  nextAt: 'number',
  penaltyMs: 'number',
  penalizedAt: 'number',
  failedInRow: 'number',
  openUntil: 'number',
});

export function createHostStore(db: Db): HostStore {
  const hosts = db.collection<Host>('hosts');
  return { ...reads(hosts), ...pace(hosts), ...circuit(hosts), ...leases(hosts) };
}

function reads(hosts: Collection<Host>): Pick<HostStore, 'get' | 'list' | 'saveRobots'> {
  return {
    async get(host) {
      return checkedOrNull(await hosts.findOne({ _id: host }), SHAPE);
    },
    async list(limit) {
      return checkedAll(await hosts.find({}).sort({ _id: 1 }).limit(limit).toArray(), SHAPE);
    },
    async saveRobots(host, robots) {
      await setOn(hosts, host, { robots });
    },
  };
}

function pace(hosts: Collection<Host>): Pick<HostStore, 'reserve' | 'penalize' | 'noteSuccess'> {
  return {
    reserve: (host, wanted) => reserveSlots(hosts, host, wanted),
    async penalize(host, { penaltyMs, notBefore, now, periodMs }) {
      const fresh = { ...defaultsBut(host, ['nextAt', 'notBefore']), penaltyMs, penalizedAt: now };
      const later = { $max: { nextAt: notBefore, notBefore }, $setOnInsert: fresh };
      await retryDuplicate(() => hosts.updateOne({ _id: host }, later, { upsert: true }));
      // A host that refuses ten requests at once is penalized for one of them.
      const oncePerPeriod = { _id: host, penalizedAt: { $lte: now - periodMs } };
      await hosts.updateOne(oncePerPeriod, { $set: { penaltyMs, penalizedAt: now } });
    },
    async noteSuccess(host, penaltyMs) {
      await setOn(hosts, host, { penaltyMs, failedInRow: 0, openUntil: 0 });
    },
  };
}

function circuit(hosts: Collection<Host>): Pick<HostStore, 'noteFailure' | 'openCircuit'> {
  return {
    async noteFailure(host) {
      const update = { $inc: { failedInRow: 1 }, $setOnInsert: defaultsBut(host, ['failedInRow']) };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const noted = await retryDuplicate(() => hosts.findOneAndUpdate({ _id: host }, update, options));
      return noted === null ? 0 : checked(noted, SHAPE).failedInRow;
    },
    async openCircuit(host, until) {
      await setOn(hosts, host, { openUntil: until });
    },
  };
}

function leases(hosts: Collection<Host>): Pick<HostStore, 'lease' | 'release'> {
  return {
    async lease(host, holder, now, until) {
      const free = { _id: host, $or: [{ leaseHolder: holder }, { leaseUntil: { $lte: now } }] };
      const ours = { $set: { leaseHolder: holder, leaseUntil: until } };
      if ((await hosts.updateOne(free, ours)).matchedCount > 0) return true;
      if (await insertOnce(hosts, { ...newHost(host), ...ours.$set })) return true;
      // Somebody may have made the document, without a lease, between the two.
      return (await hosts.updateOne(free, ours)).matchedCount > 0;
    },
    async release(host, holder) {
      await hosts.updateOne({ _id: host, leaseHolder: holder }, { $set: { leaseHolder: '', leaseUntil: 0 } });
    },
  };
}

/** Sets fields of a host that may not be known yet. */
async function setOn(hosts: Collection<Host>, host: string, fields: Partial<Host>): Promise<void> {
  const update = { $set: fields, $setOnInsert: defaultsBut(host, Object.keys(fields)) };
  await retryDuplicate(() => hosts.updateOne({ _id: host }, update, { upsert: true }));
}

/** What an upsert adds to a new host: no field may stand in two parts of an update. */
function defaultsBut(host: string, updated: readonly string[]): Partial<Host> {
  const { _id, ...fields } = newHost(host);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !updated.includes(name)));
}
