// The place of one chunk in the line for one host: it keeps it while it has visits that could go, or that wait for slots.
import type { WaitingVisit } from '../../domain/dispatch/waiting-visit.ts';
import type { Turns } from './turns.ts';

export class HostTurn {
  readonly #turns: Turns;
  readonly #at: { readonly runId: string; readonly host: string; readonly chunkNo: number };
  /** Visits are ready, but those of a chunk that was cut earlier go first. */
  isBehind = false;
  #isWanted = false;
  /** Epoch ms: slots can be had again, and those that wait for them are due. */
  #slotsAt = 0;

  constructor(turns: Turns, at: { runId: string; host: string; chunkNo: number }) {
    this.#turns = turns;
    this.#at = at;
  }

  /** A new look at what could go. */
  begin(): void {
    this.isBehind = false;
    this.#isWanted = false;
  }

  /** No chunk that was cut before this one has visits for the host. */
  get isFirst(): boolean {
    const { runId, host, chunkNo } = this.#at;
    return this.#turns.isNext(runId, host, chunkNo);
  }

  /** What a look found: visits that are ready but for their turn, and whether others go first. */
  note({ ready, isBehind }: { ready: readonly WaitingVisit[]; isBehind: boolean }): void {
    this.isBehind = isBehind;
    this.#isWanted = ready.length > 0;
    const { runId, host, chunkNo } = this.#at;
    if (this.#isWanted) this.#turns.want(runId, host, chunkNo);
  }

  /** All that was ready goes or has a slot: the next chunk may come. */
  doneIf(isAllGone: boolean): void {
    if (isAllGone && !this.isBehind) this.#isWanted = false;
  }

  /** A chunk cut later must not get the slots that are waited for. */
  waitForSlots(at: number): void {
    this.#slotsAt = at;
  }

  /** After the look: given up, unless something could go or waits for slots. */
  end(group: readonly WaitingVisit[], now: number): void {
    const isWaiting = ({ mode, dueAt }: WaitingVisit): boolean =>
      mode === 'waiting' && dueAt === this.#slotsAt;
    if (!this.#isWanted && !(this.#slotsAt >= now && group.some(isWaiting))) this.yield();
  }

  yield(): void {
    const { runId, host, chunkNo } = this.#at;
    this.#turns.leave(runId, host, chunkNo);
  }
}
