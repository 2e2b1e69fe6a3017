// How much of a limit a workspace uses in a period: what is used up, and what is held by work that goes on. Work takes its
// hold before it begins and settles it when it ends, each by one compare-and-set of the whole document, so two can not take
// the last of it. A hold has the id of its work: taking or settling it again changes nothing.
import type { Run } from '../../run/run.ts';

export const COUNTED_LIMITS = ['jobs', 'concurrentRuns', 'pagesPerMonth', 'deliveriesPerDay'] as const;
export type CountedLimit = (typeof COUNTED_LIMITS)[number];

/** What a language model took in a day, which the operator bounds and no plan; nothing is held of it. */
export const MODEL_TOKENS = 'modelTokensPerDay';
export type CountedUse = CountedLimit | typeof MODEL_TOKENS;

export interface Reservation {
  /** Id of the work: a run, a job, a delivery. */
  readonly holder: string;
  readonly amount: number;
  readonly at: Date;
  /** What its steps asked for and did not get; the same page may be among those of several. Absent: it got everything. */
  readonly refused?: Readonly<Record<string, number>>;
}

export interface Usage {
  readonly _id: string;
  readonly workspaceId: string;
  readonly limit: CountedUse;
  readonly period: string;
  /** Rises with every write; 0: it is not stored yet. */
  readonly seq: number;
  readonly used: number;
  readonly holds: readonly Reservation[];
  /** When the oldest hold was taken; absent: there is none. */
  readonly heldSince?: Date;
  /** End of the period; absent: it has none. */
  readonly endsAt?: Date;
}

/** What is counted from other documents. */
export interface WorkspaceCounts {
  /** That are not archived. */
  readonly jobs: number;
  /** Hosts that these jobs name. */
  readonly hosts: readonly string[];
  /** Ids of runs that go on. */
  readonly openRuns: readonly string[];
}

export interface UsageStore {
  get(usageId: string): Promise<Usage | null>;
  /** Compare-and-set on `seq`, which it raises by one: false when another write came first. */
  put(usage: Usage): Promise<boolean>;
  /** Those with a hold from before a moment. */
  reservedBefore(before: Date, limit: number): Promise<Usage[]>;
  /** Removes those whose period ended before; returns how many. */
  forget(before: Date): Promise<number>;
  counts(workspaceId: string): Promise<WorkspaceCounts>;
  /** Bytes of the versions of all jobs, as they were measured last. */
  storedBytes(workspaceId: string): Promise<number>;
  /** Pages that runs looked at which were created in the time and have ended. */
  endedPages(workspaceId: string, from: Date, to: Date): Promise<number>;
}

export function usageId(workspaceId: string, limit: CountedUse, period: string): string {
  return `${workspaceId}|${limit}|${period}`;
}

export function reservedAmount({ holds }: Usage, except?: string): number {
  return holds.reduce((sum, { holder, amount }) => sum + (holder === except ? 0 : amount), 0);
}

export interface WantedReservation {
  readonly holder: string;
  /** In all, not beyond what it holds already. */
  readonly amount: number;
  readonly value: number;
  readonly at: Date;
}

/** What the holder holds afterwards; never less than before. `next`: null where nothing is to be written. */
export function takeReservation(
  usage: Usage,
  wanted: WantedReservation,
): { next: Usage | null; granted: number } {
  const { holder, amount, value, at } = wanted;
  const known = usage.holds.find((hold) => hold.holder === holder)?.amount ?? 0;
  const room = Math.max(0, value - usage.used - reservedAmount(usage, holder));
  const granted = Math.max(known, Math.min(amount, room));
  if (granted === known) return { next: null, granted };
  const others = usage.holds.filter((hold) => hold.holder !== holder);
  return { next: withReservations(usage, [...others, { holder, amount: granted, at }]), granted };
}

/** Null: there is no such hold, so it was settled before. Holds of the holder's steps end with it. */
export function settleReservation(usage: Usage, holder: string, actual: number): Usage | null {
  const others = usage.holds.filter((hold) => hold.holder !== holder && !isStepOf(hold.holder, holder));
  if (others.length === usage.holds.length) return null;
  return withReservations({ ...usage, used: usage.used + actual }, others);
}

function withReservations({ heldSince: _old, ...usage }: Usage, holds: readonly Reservation[]): Usage {
  const oldest = holds.reduce((least, { at }) => Math.min(least, at.getTime()), Infinity);
  return { ...usage, holds, ...(holds.length > 0 && { heldSince: new Date(oldest) }) };
}

const STEP = '~';

function stepHolder(holder: string, step: string): string {
  return `${holder}${STEP}${step}`;
}

export function isAddition(holder: string): boolean {
  return holder.includes(STEP);
}

function isStepOf(step: string, holder: string): boolean {
  return step.startsWith(`${holder}${STEP}`);
}

/** Work that is found while it goes on: what is there so far is held by the holder, what is being added by the step. */
export interface Growth {
  readonly holder: string;
  /** Each step has one addition at a time; a repeat of it takes the place of the one before. */
  readonly step: string;
  /** Known to be there. */
  readonly count: number;
  readonly at: Date;
}

/** Room for `amount` more: held by the step until it is `grown`. */
export function growReservation(
  usage: Usage,
  { amount, value, ...growth }: Growth & { readonly amount: number; readonly value: number },
): { next: Usage; granted: number } {
  const based = withCount(usage, growth);
  const room = Math.max(0, value - based.used - reservedAmount(based));
  const granted = Math.min(amount, room);
  const { holder, step, at } = growth;
  const left = amount - granted;
  const holds = based.holds.map((hold) =>
    hold.holder === holder && left > 0
      ? { ...hold, refused: { ...hold.refused, [step]: (hold.refused?.[step] ?? 0) + left } }
      : hold,
  );
  const pending = { holder: stepHolder(holder, step), amount: granted, at };
  return { next: withReservations(based, granted === 0 ? holds : [...holds, pending]), granted };
}

/** The addition is there and counted. */
export function withCount(usage: Usage, { holder, step, count, at }: Growth): Usage {
  const own = usage.holds.find((hold) => hold.holder === holder) ?? { holder, amount: 0, at };
  const others = usage.holds.filter(
    (hold) => hold.holder !== holder && hold.holder !== stepHolder(holder, step),
  );
  return withReservations(usage, [...others, { ...own, amount: Math.max(own.amount, count) }]);
}

/** Pages that count against the limit of a month: those that were looked at, once for each run. */
export function pagesOfRun({ totals }: Pick<Run, 'totals'>): number {
  return totals === undefined ? 0 : totals.stored + totals.unchanged + totals.failed;
}
