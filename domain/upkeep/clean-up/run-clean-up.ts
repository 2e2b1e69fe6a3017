// A clean-up, step by step: it begins if no other one is at work, does one bounded step of a pass at a time, and ends with its
// report. Where it stands is known to whoever calls: every step may be repeated.
import { DELETION_LOCK } from '../../system/lock/deletion-lock.ts';
import { type AnnouncePorts, announce } from '../../job/control-ports.ts';
import { WebloomError } from '../../system/errors.ts';
import type { LockStore } from '../../system/lock/lock-store.ts';
import { type CleanUp, type CleanUpStore, type PassReport, STILL_MS, cleanUpId } from './clean-up.ts';
import { type CleanUpPass, FREED_NOTHING, type Freed, type PassSlice, addFreed } from './pass.ts';
import { given } from '../../system/given.ts';

export interface CleanUpPorts extends AnnouncePorts {
  readonly cleanUps: CleanUpStore;
  readonly locks: LockStore;
  readonly passes: readonly CleanUpPass[];
  /** False while a backup is taken. */
  readonly mayDelete: () => Promise<boolean>;
  /** Whose event stream tells of clean-ups. */
  readonly workspaceId: string;
}

export interface WantedCleanUp {
  /** Absent: the schedule asked for it. */
  readonly cleanUpId?: string | undefined;
  /** When it was asked for. */
  readonly at: Date;
  readonly dryRun: boolean;
  readonly by: string;
}

export interface BegunCleanUp {
  readonly cleanUpId: string;
  /** Names of the passes, in their order. */
  readonly passes: readonly string[];
}

export interface CleanUpSlice {
  readonly cleanUpId: string;
  readonly dryRun: boolean;
  readonly pass: string;
  readonly cursor: string | null;
  /** What the passes did before this step. */
  readonly reports: readonly PassReport[];
}

/** Things that a step looks at; documents that are small count for less. */
const THINGS_IN_STEP = 200;

/** Null: another clean-up is at work. */
export async function beginCleanUp(ports: CleanUpPorts, wanted: WantedCleanUp): Promise<BegunCleanUp | null> {
  const { at, dryRun, by } = wanted;
  const _id = wanted.cleanUpId ?? cleanUpId(at);
  if (!(await hold(ports, _id))) {
    await ports.cleanUps.note(_id, ended(ports, 'stopped', 'Another clean-up, or a backup, was at work.'));
    return null;
  }
  for (const other of await ports.cleanUps.running())
    if (other._id !== _id) await ports.cleanUps.note(other._id, ended(ports, 'stopped', LOST));
  const startedAt = ports.clock.now();
  const fresh = { _id, dryRun, by, startedAt, movedAt: startedAt, finishedAt: null, passes: [] };
  await ports.cleanUps.insert({ ...fresh, state: 'running' });
  return { cleanUpId: _id, passes: ports.passes.map(({ name }) => name) };
}

const LOST = 'Its workflow was ended, or stood still for half an hour; the next clean-up does what it left.';

export interface DoneSlice {
  /** Where the next step goes on; null: the pass is done. */
  readonly next: string | null;
  /** What the passes did, this step included. */
  readonly reports: readonly PassReport[];
}

/** Null: it was ended by another, which goes on instead. */
export async function cleanUpSlice(ports: CleanUpPorts, step: CleanUpSlice): Promise<DoneSlice | null> {
  const { cleanUpId: id, pass: name, cursor, dryRun, reports } = step;
  const isHeld = await hold(ports, id);
  if (!(dryRun && isHeld) && !(await ports.mayDelete())) throw busy();
  if (!isHeld) return null;
  const pass = ports.passes.find((one) => one.name === name);
  // Of a version that knew more passes.
  if (pass === undefined) return { next: null, reports };
  const done = await pass.step({ cursor, dryRun, limit: THINGS_IN_STEP });
  const passes = withStep(reports, name, done);
  const noted = await ports.cleanUps.note(id, { passes, movedAt: ports.clock.now() });
  return noted === null ? null : { next: done.next, reports: passes };
}

function withStep(
  reports: readonly PassReport[],
  name: string,
  { seen, freed }: Pick<PassSlice, 'seen' | 'freed'>,
): PassReport[] {
  const before = reports.find((one) => one.name === name) ?? { name, seen: 0, freed: FREED_NOTHING };
  const after = { name, seen: before.seen + seen, freed: addFreed(before.freed, freed) };
  return [...reports.filter((one) => one.name !== name), after];
}

export interface CleanUpEnd {
  readonly cleanUpId: string;
  readonly state: Exclude<CleanUp['state'], 'running'>;
  readonly reports: readonly PassReport[];
  readonly reason?: string | undefined;
}

export async function endCleanUp(
  ports: CleanUpPorts,
  { cleanUpId: id, state, reports, reason }: CleanUpEnd,
): Promise<void> {
  const set = { ...ended(ports, state, reason), passes: [...reports] };
  const cleanUp = await ports.cleanUps.note(id, set);
  await ports.locks.release(DELETION_LOCK, id);
  if (cleanUp === null) return;
  const { dryRun, by } = cleanUp;
  const freed = totalFreed(reports);
  const data = { cleanUpId: id, state, dryRun, by, ...freed, ...given({ reason }) };
  if (state === 'failed') ports.log.error(data, 'a clean-up failed; the next one does what it left');
  else ports.log.info(data, dryRun ? 'looked for what a clean-up would free' : 'cleaned up');
  // The event names no job, so streams that follow one job do not get it.
  await announce(ports, { type: 'clean-up.finished', workspaceId: ports.workspaceId, data });
}

export function totalFreed(reports: readonly PassReport[]): Freed {
  return reports.reduce((sum, { freed }) => addFreed(sum, freed), FREED_NOTHING);
}

function ended({ clock }: Pick<CleanUpPorts, 'clock'>, state: CleanUp['state'], reason: string | undefined) {
  const now = clock.now();
  return { state, finishedAt: now, movedAt: now, ...given({ reason }) };
}

/** The lock ends by itself when no step renews it, as when its workflow was ended by hand. */
function hold({ locks, clock }: CleanUpPorts, id: string): Promise<boolean> {
  const now = clock.now().getTime();
  return locks.acquire(DELETION_LOCK, id, now, now + STILL_MS);
}

/** The step is tried again until the backup is done. */
function busy(): WebloomError {
  return new WebloomError(
    'dependency-unavailable',
    'A backup is being taken; the clean-up goes on after it.',
  );
}
