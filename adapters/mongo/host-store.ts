// Hosts in MongoDB. Pace and leases are atomic single-document updates, so any number of dispatchers may share a host.
import type { Collection, Db } from 'mongodb';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import { type Circuit, nextCircuit } from '../../domain/web/politeness/circuit.ts';
import { checkedOrNull, documentShape } from './document-shape.ts';
import { inBatches, insertOnce, retryDuplicate } from './driver-error.ts';
import { reserveSlots } from './host-slots.ts';
import { OUTRUN, keepsChanging, untilWritten } from '../../domain/system/until-written.ts';
import { given } from '../../domain/system/given.ts';

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

function reads(
  hosts: Collection<Host>,
): Pick<HostStore, 'circuits' | 'get' | 'getMany' | 'pause' | 'list' | 'saveRobots'> {
  return {
    async get(host) {
      return complete(await hosts.findOne({ _id: host }));
    },
    async getMany(names) {
      const found = new Map<string, Host>();
      for (const batch of inBatches(names)) {
        const some = await hosts.find({ _id: { $in: [...batch] } }).toArray();
        for (const host of some.flatMap((document) => complete(document) ?? [])) found.set(host._id, host);
      }
      return found;
    },
    async list({ after, limit, failedInRow, prefix }) {
      const name = {
        ...given({ $gt: after ?? undefined }),
        // The highest character: everything that begins with the prefix is below it.
        ...(prefix !== undefined && { $gte: prefix, $lt: `${prefix}\uffff` }),
      };
      const filter = {
        ...(Object.keys(name).length > 0 && { _id: name }),
        ...(failedInRow !== undefined && { failedInRow: { $gte: failedInRow } }),
      };
      const found = await hosts.find(filter).sort({ _id: 1 }).limit(limit).toArray();
      return found.flatMap((document) => complete(document) ?? []);
    },
    async circuits(failedInRow, since) {
      const failing = await hosts.countDocuments({
        failedInRow: { $gte: failedInRow },
        failedAt: { $gte: since },
      });
      // No index has the time of the last answer: it would be written with every page.
      const answered = failing === 0 ? null : await hosts.countDocuments({ succeededAt: { $gte: since } });
      return { failing, answered };
    },
    async pause(host, hold) {
      if (hold === null) await hosts.updateOne({ _id: host }, { $unset: { held: '' } });
      else await setOn(hosts, host, { held: hold });
    },
    async saveRobots(host, robots) {
      await setOn(hosts, host, { robots });
    },
  };
}

/** Adds fields that an older document lacks. */
function complete(document: Host | null): Host | null {
  const found = checkedOrNull(document, SHAPE);
  return found === null ? null : { ...newHost(found._id), ...found };
}

function pace(hosts: Collection<Host>): Pick<HostStore, 'reserve' | 'penalize'> {
  return {
    reserve: (host, wanted) => reserveSlots(hosts, host, wanted),
    async penalize(host, { penaltyMs, nextAt, notBefore, now, periodMs }) {
      const fresh = { ...defaultsBut(host, ['nextAt', 'notBefore']), penaltyMs, penalizedAt: now };
      const later = { $max: { nextAt, notBefore }, $setOnInsert: fresh };
      await retryDuplicate(() => hosts.updateOne({ _id: host }, later, { upsert: true }));
      // A host that refuses ten requests at once is penalised for one of them.
      const oncePerPeriod = { _id: host, penalizedAt: { $lte: now - periodMs } };
      await hosts.updateOne(oncePerPeriod, { $set: { penaltyMs, penalizedAt: now } });
    },
  };
}

function circuit(hosts: Collection<Host>): Pick<HostStore, 'noteSuccess' | 'noteFailure'> {
  return {
    async noteSuccess(host, { penaltyMs, at }) {
      // An answer overwrites all of the circuit except `failedAt`, so the stored circuit need not be read.
      const { failedAt: _kept, ...answered } = nextCircuit(newHost(host), { kind: 'answered', at });
      await setOn(hosts, host, { penaltyMs, ...answered });
    },
    async noteFailure(host, failure) {
      return untilWritten(
        async () => (await noteOnce(hosts, host, failure)) ?? OUTRUN,
        () => keepsChanging(`Host ${host}`, { host }),
      );
    },
  };
}

/** Null: another process wrote first. */
async function noteOnce(
  hosts: Collection<Host>,
  host: string,
  failure: Parameters<HostStore['noteFailure']>[1],
): Promise<Circuit | null> {
  const seen = complete(await hosts.findOne({ _id: host }));
  const after = nextCircuit(seen ?? newHost(host), { kind: 'failed', ...failure });
  if (seen === null) return (await insertOnce(hosts, { ...newHost(host), ...after })) ? after : null;
  const { failedAt, ...others } = after;
  const unmoved = { _id: host, failedInRow: seen.failedInRow, openUntil: seen.openUntil };
  const moved = await hosts.updateOne(unmoved, { $set: others, $max: { failedAt } });
  return moved.matchedCount > 0 ? after : null;
}

function leases(hosts: Collection<Host>): Pick<HostStore, 'lease' | 'release'> {
  return {
    async lease(host, holder, now, until) {
      const free = { _id: host, $or: [{ leaseHolder: holder }, { leaseUntil: { $lte: now } }] };
      const ours = { $set: { leaseHolder: holder, leaseUntil: until } };
      if ((await hosts.updateOne(free, ours)).matchedCount > 0) return true;
      if (await insertOnce(hosts, { ...newHost(host), ...ours.$set })) return true;
      // Another process may have inserted the document, without a lease, since the update.
      return (await hosts.updateOne(free, ours)).matchedCount > 0;
    },
    async release(host, holder) {
      await hosts.updateOne({ _id: host, leaseHolder: holder }, { $set: { leaseHolder: '', leaseUntil: 0 } });
    },
  };
}

/** Sets fields of a host; inserts its document if there is none. */
async function setOn(hosts: Collection<Host>, host: string, fields: Partial<Host>): Promise<void> {
  const update = { $set: fields, $setOnInsert: defaultsBut(host, Object.keys(fields)) };
  await retryDuplicate(() => hosts.updateOne({ _id: host }, update, { upsert: true }));
}

/** The fields an upsert adds to a new host: MongoDB allows no field in two parts of an update. */
function defaultsBut(host: string, updated: readonly string[]): Partial<Host> {
  const { _id, ...fields } = newHost(host);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !updated.includes(name)));
}
