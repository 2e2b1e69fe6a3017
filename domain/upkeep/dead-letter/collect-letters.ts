// What the monitor does for dead letters: makes them of what ended runs and deliveries gave up, settles those that worked
// since, opens those again whose replay ended without an answer, and forgets old ones. Every step may be repeated.
import type { Clock, Hasher } from '../../system/clock.ts';
import { letterOfDelivery, letterOfFailure } from './letter-of.ts';
import type { DeadLetter, DeadLetterStore, LetterRoute } from './dead-letter.ts';
import { statesBefore } from './lifecycle.ts';
import type { DeliveryStore } from '../../alert/delivery/delivery.ts';
import { failureId } from '../../page/failure-id.ts';
import { pageId } from '../../page/page-id.ts';
import type { Page } from '../../page/page.ts';
import type { Failure, FailureStore, PageStore } from '../../page/page-store.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { RunSummary } from '../../run/run.ts';
import type { RunStore } from '../../run/run-store.ts';
import { seqOfOrder } from '../../run/visit/visit-context.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface LetterPorts {
  readonly deadLetters: DeadLetterStore;
  readonly deliveries: Pick<DeliveryStore, 'dead' | 'get'>;
  readonly failures: Pick<FailureStore, 'list' | 'getMany'>;
  readonly pages: Pick<PageStore, 'getMany'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly clock: Clock;
  readonly hasher: Hasher;
}

type MayGoOn = () => Promise<boolean>;

/** Days a letter is kept after it was settled or discarded. */
const LETTER_DAYS = 90;
const RUNS_AT_ONCE = 100;
const AT_ONCE = 500;
/** A replay that has no run for longer will get none: whoever asked for it was cut off. */
const STUCK_MS = 60_000;
/** A delivery that was given up is looked at again for so long: two clocks may differ. */
const OVERLAP_MS = 60_000;

/** Runs that ended: their failures become letters, and what they stored settles letters of their jobs. */
export async function collectFromRuns(ports: LetterPorts, mayGoOn: MayGoOn): Promise<void> {
  for (;;) {
    const runs = await ports.deadLetters.endedRuns(RUNS_AT_ONCE);
    if (runs.length === 0) return;
    for (const run of runs) await noteFailures(ports, run);
    await settleJobs(ports, [...new Set(runs.map(({ jobId }) => jobId))]);
    for (const run of runs) if (run.trigger === 'replay') await returnUnanswered(ports, run);
    await ports.deadLetters.runsLookedAt(runs.map(({ _id }) => _id));
    if (!(await mayGoOn())) return;
  }
}

async function noteFailures(ports: LetterPorts, run: RunSummary): Promise<void> {
  if (run.totals !== undefined && run.totals.countedFailures === 0) return;
  for (let after: string | null = null; ; ) {
    const some: Failure[] = await ports.failures.list(run._id, { after, limit: AT_ONCE, dead: true });
    await ports.deadLetters.note(some.map((failure) => letterOfFailure(run, failure, ports.hasher)));
    after = some.at(-1)?._id ?? null;
    if (some.length < AT_ONCE) return;
  }
}

async function settleJobs(ports: LetterPorts, jobIds: readonly string[]): Promise<void> {
  const route = { jobIds, states: statesBefore('settle') };
  for await (const letters of walk(ports, route)) {
    const ids = letters.flatMap((letter) => pageOf(letter) ?? []);
    const pages = await ports.pages.getMany(ids);
    const settled = letters.filter((letter) => {
      const page = pages.get(pageOf(letter) ?? '');
      return page !== undefined && wasFetchedSince(page, letter);
    });
    await moveTo(ports, settled, 'settle');
  }
}

/** A later run stored it; one that writes pages without asking for them, as a roll-back does, settles nothing. */
function wasFetchedSince({ order, lastCheckedAt }: Page, { seq, lastAt }: DeadLetter): boolean {
  return seqOfOrder(order) > seq && lastCheckedAt > lastAt;
}

function pageOf({ jobId, urlKey }: DeadLetter): string | null {
  return jobId === null || urlKey === null ? null : pageId(jobId, urlKey);
}

/** Letters the run was to fetch and that it neither settled nor failed: it was stopped, or the page is not failing but gone. */
async function returnUnanswered(ports: LetterPorts, { _id: runId, jobId }: RunSummary): Promise<void> {
  const route = { jobIds: [jobId], states: ['replayed'] } as const;
  for await (const some of walk(ports, route)) {
    const letters = some.filter(({ replayRunId }) => replayRunId === runId);
    const ids = letters.flatMap(({ urlKey }) => (urlKey === null ? [] : [failureId(runId, urlKey)]));
    const failures = new Map((await ports.failures.getMany(ids)).map((failure) => [failure._id, failure]));
    for (const letter of letters) {
      const failure = failures.get(failureId(runId, letter.urlKey ?? ''));
      const why = failure === undefined ? {} : { reason: failure.reason, detail: failure.detail };
      await giveBack(ports, [letter], why);
    }
  }
}

async function giveBack(
  ports: LetterPorts,
  letters: readonly DeadLetter[],
  why: { readonly reason?: string; readonly detail?: string } = {},
): Promise<void> {
  const set = { state: 'open', replayRunId: null, movedAt: ports.clock.now(), ...why } as const;
  const ids = letters.map(({ _id }) => _id);
  await ports.deadLetters.move(ids, { from: statesBefore('returned'), set });
}

async function moveTo(ports: LetterPorts, letters: readonly DeadLetter[], event: 'settle'): Promise<void> {
  if (letters.length === 0) return;
  const set = { state: 'settled', movedAt: ports.clock.now() } as const;
  await ports.deadLetters.move(
    letters.map(({ _id }) => _id),
    { from: statesBefore(event), set },
  );
}

/** Replays whose run was never made, or ended and was looked at before the letter was given to it. */
export async function reopenUnanswered(ports: LetterPorts): Promise<void> {
  const before = new Date(ports.clock.now().getTime() - STUCK_MS);
  const over = new Map<string, boolean>();
  const route = { states: ['replayed'], origins: ['url', 'broker'] } as const;
  for await (const letters of walk(ports, route)) {
    const stuck: DeadLetter[] = [];
    for (const letter of letters) {
      const runId = letter.replayRunId ?? '';
      if (letter.movedAt > before) continue;
      if (!over.has(runId)) over.set(runId, await isOver(ports, runId));
      if (over.get(runId) === true) stuck.push(letter);
    }
    if (stuck.length > 0) await giveBack(ports, stuck);
  }
}

async function isOver({ runs }: LetterPorts, runId: string): Promise<boolean> {
  const run = await runs.get(runId);
  return run === null || (isTerminal(run.state) && run.lettersAt === undefined);
}

/** `since`: what was given up before is known. Returns from when to look next. */
export async function collectFromDeliveries(ports: LetterPorts, since: Date): Promise<Date> {
  let from = since;
  for (;;) {
    const some = await ports.deliveries.dead(from, AT_ONCE);
    // A test is answered where it was asked for.
    const told = some.filter(({ message }) => message.kind !== 'test');
    await ports.deadLetters.note(told.map((delivery) => letterOfDelivery(delivery, ports.hasher)));
    const last = some.at(-1)?.updatedAt ?? from;
    if (some.length < AT_ONCE || last.getTime() === from.getTime()) break;
    from = last;
  }
  const overlap = new Date(ports.clock.now().getTime() - OVERLAP_MS);
  return overlap > since ? overlap : since;
}

/** Somebody may have sent a delivery again from where deliveries are listed. */
export async function settleDeliveries(ports: LetterPorts): Promise<void> {
  const route = { states: ['open', 'replayed'], origins: ['delivery'] } as const;
  for await (const letters of walk(ports, route)) {
    for (const letter of letters) {
      const delivery = await ports.deliveries.get(letter.deliveryId ?? '');
      if (delivery?.state === 'delivered') await moveTo(ports, [letter], 'settle');
    }
  }
}

async function* walk(
  { deadLetters }: LetterPorts,
  route: LetterRoute,
): AsyncGenerator<readonly DeadLetter[]> {
  for (let after: string | null = null; ; ) {
    const some: DeadLetter[] = await deadLetters.walk(route, after, AT_ONCE);
    if (some.length > 0) yield some;
    after = some.at(-1)?._id ?? null;
    if (some.length < AT_ONCE) return;
  }
}

export async function forgetLetters({ deadLetters, clock }: LetterPorts, mayGoOn: MayGoOn): Promise<void> {
  const before = new Date(clock.now().getTime() - LETTER_DAYS * DAY_MS);
  while ((await deadLetters.forget(before, AT_ONCE)) === AT_ONCE && (await mayGoOn()));
}
