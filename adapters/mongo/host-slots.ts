// Reserves slots of a host. There are three moves, each one conditional update that only moves `nextAt`
// forward: after the slots of others, from now on for an idle host, or with the document of a new host. A
// move that fails means that another process reserved meanwhile; then the document is read again.
import type { Collection } from 'mongodb';
import { type Host, newHost } from '../../domain/web/host/host.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import { isAbsurdWait } from '../../domain/web/politeness/pace.ts';
import { insertOnce } from './driver-error.ts';

type Wanted = Parameters<HostStore['reserve']>[1];
type Slots = Awaited<ReturnType<HostStore['reserve']>>;

const NO_SLOTS: Slots = { first: 0, count: 0 };
/** After this many rounds a contested host is left for the next tick. */
const ROUNDS = 4;

export async function reserveSlots(hosts: Collection<Host>, host: string, wanted: Wanted): Promise<Slots> {
  const count = slotCount(wanted);
  if (count === 0) return NO_SLOTS;
  for (let round = 0; round < ROUNDS; round += 1) {
    const slots =
      (await takeBehindOthers(hosts, host, { ...wanted, count })) ??
      (await takeIdle(hosts, host, { ...wanted, count })) ??
      (await takeNewOrAbsurd(hosts, host, { ...wanted, count }));
    if (slots !== null) return slots;
  }
  return NO_SLOTS;
}

/** Only as many as fit into the window, so that one caller does not take the slots of the next. */
function slotCount({ count, delayMs, windowMs }: Wanted): number {
  if (delayMs <= 0) return count;
  return Math.min(count, Math.max(1, Math.floor(windowMs / delayMs)));
}

async function takeBehindOthers(
  hosts: Collection<Host>,
  host: string,
  { count, delayMs, now, windowMs }: Wanted,
): Promise<Slots | null> {
  const before = await hosts.findOneAndUpdate(
    { _id: host, nextAt: { $gte: now, $lt: now + windowMs } },
    { $inc: { nextAt: count * delayMs } },
    { returnDocument: 'before', projection: { nextAt: 1 } },
  );
  return before === null ? null : { first: before.nextAt, count };
}

async function takeIdle(
  hosts: Collection<Host>,
  host: string,
  { count, delayMs, now }: Wanted,
): Promise<Slots | null> {
  const idle = { _id: host, nextAt: { $lt: now } };
  const taken = await hosts.updateOne(idle, { $set: { nextAt: now + count * delayMs } });
  return taken.matchedCount > 0 ? { first: now, count } : null;
}

/** Null when the document changed between read and write. */
async function takeNewOrAbsurd(
  hosts: Collection<Host>,
  host: string,
  { count, delayMs, now, windowMs }: Wanted,
): Promise<Slots | null> {
  const nextAt = now + count * delayMs;
  const seen = await hosts.findOne({ _id: host }, { projection: { nextAt: 1, notBefore: 1 } });
  if (seen === null) {
    return (await insertOnce(hosts, { ...newHost(host), nextAt })) ? { first: now, count } : null;
  }
  if (isAbsurdWait(seen, now)) {
    const reset = await hosts.updateOne({ _id: host, nextAt: seen.nextAt }, { $set: { nextAt } });
    return reset.matchedCount > 0 ? { first: now, count } : null;
  }
  return seen.nextAt >= now + windowMs ? NO_SLOTS : null;
}
