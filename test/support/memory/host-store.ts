// Hosts in memory: the same slots, penalties and leases as in the database.
import { type Host, newHost } from '../../../domain/web/host/host.ts';
import { isAbsurdWait } from '../../../domain/web/politeness/pace.ts';
import { nextCircuit } from '../../../domain/web/politeness/circuit.ts';
import type { HostStore } from '../../../domain/web/host/host-store.ts';
import { byId, DocumentTable } from './document-table.ts';

type Wanted = Parameters<HostStore['reserve']>[1];
type Slots = Awaited<ReturnType<HostStore['reserve']>>;

export function createHostStore(): HostStore {
  const hosts = new DocumentTable<Host>();
  return { ...reads(hosts), ...pace(hosts), ...circuit(hosts), ...leases(hosts) };
}

function reads(
  hosts: DocumentTable<Host>,
): Pick<HostStore, 'circuits' | 'get' | 'getMany' | 'pause' | 'list' | 'saveRobots'> {
  return {
    async get(host) {
      return hosts.get(host);
    },
    async getMany(names) {
      const found = names.flatMap((name) => hosts.get(name) ?? []);
      return new Map(found.map((host) => [host._id, host]));
    },
    async list({ after, limit, failedInRow = 0, prefix = '' }) {
      const matches = (host: Host): boolean =>
        host._id.startsWith(prefix) &&
        (after === null || host._id > after) &&
        host.failedInRow >= failedInRow;
      return hosts.find(matches, byId, limit);
    },
    async circuits(failedInRow, since) {
      const all = hosts.find(() => true);
      const failing = all.filter((host) => host.failedInRow >= failedInRow && host.failedAt >= since).length;
      const answered = all.filter(({ succeededAt }) => succeededAt >= since).length;
      return { failing, answered: failing === 0 ? null : answered };
    },
    async pause(host, hold) {
      const { held: _held, ...rest } = known(hosts, host);
      if (hold !== null || hosts.get(host) !== null)
        hosts.put({ ...rest, ...(hold === null ? {} : { held: hold }) });
    },
    async saveRobots(host, robots) {
      hosts.put({ ...known(hosts, host), robots });
    },
  };
}

function pace(hosts: DocumentTable<Host>): Pick<HostStore, 'reserve' | 'penalize'> {
  return {
    async reserve(host, wanted) {
      return reserveSlots(hosts, host, wanted);
    },
    async penalize(host, { penaltyMs, nextAt, notBefore, now, periodMs }) {
      const document = hosts.get(host);
      const isDue = document === null || document.penalizedAt <= now - periodMs;
      const before = known(hosts, host);
      hosts.put({
        ...before,
        nextAt: Math.max(before.nextAt, nextAt),
        notBefore: Math.max(before.notBefore, notBefore),
        ...(isDue && { penaltyMs, penalizedAt: now }),
      });
    },
  };
}

function circuit(hosts: DocumentTable<Host>): Pick<HostStore, 'noteSuccess' | 'noteFailure'> {
  return {
    async noteSuccess(host, { penaltyMs, at }) {
      const before = known(hosts, host);
      hosts.put({ ...before, penaltyMs, ...nextCircuit(before, { kind: 'answered', at }) });
    },
    async noteFailure(host, failure) {
      const before = known(hosts, host);
      const after = nextCircuit(before, { kind: 'failed', ...failure });
      hosts.put({ ...before, ...after });
      return after;
    },
  };
}

function leases(hosts: DocumentTable<Host>): Pick<HostStore, 'lease' | 'release'> {
  return {
    async lease(host, holder, now, until) {
      const before = known(hosts, host);
      if (before.leaseHolder !== holder && (before.leaseUntil ?? 0) > now) return false;
      hosts.put({ ...before, leaseHolder: holder, leaseUntil: until });
      return true;
    },
    async release(host, holder) {
      hosts.change(
        host,
        (document) => document.leaseHolder === holder,
        (document) => ({ ...document, leaseHolder: '', leaseUntil: 0 }),
      );
    },
  };
}

function reserveSlots(hosts: DocumentTable<Host>, host: string, wanted: Wanted): Slots {
  const { delayMs, now, windowMs } = wanted;
  const fitting = delayMs <= 0 ? wanted.count : Math.max(1, Math.floor(windowMs / delayMs));
  const count = Math.min(wanted.count, fitting);
  const document = known(hosts, host);
  const first = isAbsurdWait(document, now) ? now : Math.max(document.nextAt, now);
  if (count === 0 || first >= now + windowMs) return { first: 0, count: 0 };
  hosts.put({ ...document, nextAt: first + count * delayMs });
  return { first, count };
}

function known(hosts: DocumentTable<Host>, host: string): Host {
  return hosts.get(host) ?? newHost(host);
}
