// Brings a database to the form that this version expects: steps in order, each done once, with a lease so
// that processes starting together do not run them at the same time. Every step may be repeated.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { WebloomError } from '../../domain/system/errors.ts';
import type { LockStore } from '../../domain/system/lock/lock-store.ts';
import { VERSION } from '../../domain/system/version.ts';
import { refuseUnfinishedRestore } from './backup/restore-mark.ts';
import { insertOnce } from './driver-error.ts';
import { createLockStore } from './lock-store.ts';
import { createAccess } from './migration/access.ts';
import { channels } from './migration/alert/channels.ts';
import { alertEscalation } from './migration/alert/alert-escalation.ts';
import { alerts } from './migration/alert/alerts.ts';
import { cleanUp } from './migration/storage/clean-up.ts';
import { changeInbox } from './migration/change-inbox.ts';
import { deadLetters } from './recovery/dead-letter-indexes.ts';
import { indexHolds } from './emergency/index-holds.ts';
import { eventsByJob } from './migration/events-by-job.ts';
import { failurePictures } from './migration/storage/failure-pictures.ts';
import { frontierByHost } from './migration/frontier-by-host.ts';
import { firstIndexes } from './migration/first-indexes.ts';
import { countsAndHolds } from './migration/counts-and-holds.ts';
import { missedTimes } from './migration/job/missed-times.ts';
import { operations } from './migration/operations.ts';
import { importKeys } from './migration/job/import-keys.ts';
import { logins } from './migration/job/logins.ts';
import { proxyPools } from './migration/job/proxy-pools.ts';
import { tagSettings } from './migration/job/tag-settings.ts';
import { jobListing } from './migration/job/job-listing.ts';
import { modelSummaries } from './migration/alert/model-summaries.ts';
import { addLaterRules, addNothingRule } from './migration/alert/later-rules.ts';
import { jobSorts } from './migration/job/job-sorts.ts';
import { type AppliedMigration, refuseNewerMigrations } from './migration/newer-migrations.ts';
import { pageLists } from './migration/page-lists.ts';
import { runsByWorkspace } from './migration/runs-by-workspace.ts';
import { viewsAndBulkActions } from './migration/job/views-and-bulk-actions.ts';
import { startTimes } from './migration/start-times.ts';
import { storedVersions } from './migration/storage/stored-versions.ts';
import { tally } from './migration/tally.ts';
import { secretHosts } from './migration/job/secret-hosts.ts';
import { triggers } from './migration/job/triggers.ts';
import { usage } from './migration/usage.ts';

export interface Migration {
  /** Orders the steps; never used again for another step. */
  readonly id: string;
  readonly up: (db: Db) => Promise<void>;
}

const MIGRATIONS: readonly Migration[] = [
  { id: '0001-first-indexes', up: firstIndexes },
  { id: '0002-events-by-job', up: eventsByJob },
  { id: '0003-frontier-by-host', up: frontierByHost },
  { id: '0004-change-inbox', up: changeInbox },
  { id: '0005-job-listing', up: jobListing },
  { id: '0006-page-lists', up: pageLists },
  { id: '0007-runs-by-workspace', up: runsByWorkspace },
  { id: '0008-access', up: createAccess },
  { id: '0009-operations', up: operations },
  { id: '0010-job-sorts', up: jobSorts },
  { id: '0011-views-and-bulk-actions', up: viewsAndBulkActions },
  { id: '0012-tally', up: tally },
  { id: '0013-channels', up: channels },
  { id: '0014-alerts', up: alerts },
  { id: '0015-usage', up: usage },
  { id: '0016-triggers', up: triggers },
  { id: '0017-alert-escalation', up: alertEscalation },
  { id: '0018-later-rules', up: addLaterRules },
  { id: '0019-missed-times', up: missedTimes },
  { id: '0020-clean-up', up: cleanUp },
  { id: '0022-stored-versions', up: storedVersions },
  { id: '0023-dead-letters', up: deadLetters },
  { id: '0027-emergency-holds', up: indexHolds },
  { id: '0029-counts-and-holds', up: countsAndHolds },
  { id: '0030-nothing-to-watch-rule', up: addNothingRule },
  { id: '0031-start-times', up: startTimes },
  { id: '0032-failure-pictures', up: failurePictures },
  { id: '0033-secret-hosts', up: secretHosts },
  { id: '0034-import-keys', up: importKeys },
  { id: '0035-logins', up: logins },
  { id: '0036-proxy-pools', up: proxyPools },
  { id: '0037-tag-settings', up: tagSettings },
  { id: '0038-model-summaries', up: modelSummaries },
];
const LEASE = 'migrations';
const LEASE_MS = 60_000;
/** Of a lease while it lasts. */
const RENEWALS = 4;
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 100;

/** Returns the ids of the steps that were done by this call. Throws before it writes where the database is of a newer version. */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS,
  leaseMs = LEASE_MS,
): Promise<string[]> {
  if (await isMigrated(db, migrations)) return [];
  const locks = createLockStore(db);
  const holder = randomUUID();
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await locks.acquire(LEASE, holder, Date.now(), Date.now() + leaseMs))) {
    if (Date.now() > giveUpAt) throw busy();
    await sleep(LOOK_AGAIN_MS);
  }
  try {
    const steps = await missing(db, migrations);
    for (const step of steps) {
      await underLease({ locks, holder, leaseMs }, () => step.up(db));
      const done = { _id: step.id, appliedAt: new Date(), version: VERSION };
      await insertOnce(db.collection<AppliedMigration>('migrations'), done);
    }
    return steps.map((step) => step.id);
  } finally {
    await locks.release(LEASE, holder);
  }
}

/** Throws where nothing may be written: an unfinished restore, a newer version. */
export async function isMigrated(db: Db, migrations: readonly Migration[] = MIGRATIONS): Promise<boolean> {
  await refuseUnfinishedRestore(db);
  await refuseNewerDatabase(db, migrations);
  return (await missing(db, migrations)).length === 0;
}

/** Nothing was ever begun in it. */
export async function isNewDatabase(db: Db): Promise<boolean> {
  return (await appliedSteps(db)).length === 0;
}

/** The lease is renewed while a step goes on. Throws after a step during which another process took it. */
async function underLease(
  {
    locks,
    holder,
    leaseMs,
  }: { readonly locks: LockStore; readonly holder: string; readonly leaseMs: number },
  work: () => Promise<void>,
): Promise<void> {
  let isOurs = true;
  let renewing: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    // A database that is away for a moment is asked again at the next turn, while the lease lasts.
    const renewed = locks.acquire(LEASE, holder, Date.now(), Date.now() + leaseMs).catch(() => isOurs);
    isOurs &&= await renewed;
  };
  await renew();
  const timer = setInterval(() => (renewing = renew()), leaseMs / RENEWALS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    await renewing;
  }
  if (!isOurs) throw busy();
}

/** Throws (configuration-invalid) where a newer version has changed the form of the database. */
export async function refuseNewerDatabase(
  db: Db,
  more: readonly Migration[] = MIGRATIONS,
): Promise<readonly AppliedMigration[]> {
  const applied = await appliedSteps(db);
  const known = more === MIGRATIONS ? MIGRATIONS : [...more, ...MIGRATIONS];
  refuseNewerMigrations(
    db.databaseName,
    applied,
    known.map(({ id }) => id),
  );
  return applied;
}

/** Ids of all steps that this version knows. */
export function knownMigrations(): string[] {
  return MIGRATIONS.map(({ id }) => id);
}

/** Ids of the steps not done, for example in a database that was emptied under a running system. */
export async function missingMigrations(db: Db): Promise<string[]> {
  return (await missing(db, MIGRATIONS)).map((step) => step.id);
}

async function missing(db: Db, migrations: readonly Migration[]): Promise<Migration[]> {
  const done = new Set((await appliedSteps(db)).map((document) => document._id));
  return migrations.filter((migration) => !done.has(migration.id));
}

function appliedSteps(db: Db): Promise<AppliedMigration[]> {
  return db.collection<AppliedMigration>('migrations').find({}).toArray();
}

function busy(): WebloomError {
  const message = 'Another process has been migrating the database for two minutes; see its log.';
  return new WebloomError('dependency-unavailable', message, { facts: { lease: LEASE } });
}
