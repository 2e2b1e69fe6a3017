// One chunk's turn at one host. The chunk keeps its turn while visits of it could be sent or wait for slots.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { Turns } from './turns.ts';

export class HostTurn {
  readonly #turns: Turns;
  readonly #at: { readonly runId: string; readonly host: string; readonly chunkNo: number };
  /** Visits could be sent, but visits of a chunk cut earlier go first. */
  isBehind = false;
  #isWanted = false;
  /** When slots can be had again; the visits that wait for them are due then. Epoch ms. */
  #slotsAt = 0;

  constructor(turns: Turns, at: { runId: string; host: string; chunkNo: number }) {
    this.#turns = turns;
    this.#at = at;
  }

  /** Called before each look at the host's visits. */
  begin(): void {
    this.isBehind = false;
    this.#isWanted = false;
  }

  /** No chunk cut earlier has visits for the host. */
  get isFirst(): boolean {
    const { runId, host, chunkNo } = this.#at;
    return this.#turns.isNext(runId, host, chunkNo);
  }

  /** Notes the result of a look: visits that could be sent, and whether those of another chunk go first. */
  note({ ready, isBehind }: { ready: readonly WaitingVisit[]; isBehind: boolean }): void {
    this.isBehind = isBehind;
    this.#isWanted = ready.length > 0;
    const { runId, host, chunkNo } = this.#at;
    if (this.#isWanted) this.#turns.want(runId, host, chunkNo);
  }

  /** All visits that could be sent are sent or have a slot, so the next chunk may have its turn. */
  doneIf(isAllGone: boolean): void {
    if (isAllGone && !this.isBehind) this.#isWanted = false;
  }

  /** Keeps the turn until slots can be had, so that no chunk cut later gets them. */
  waitForSlots(at: number): void {
    this.#slotsAt = at;
  }

  /** After a look: gives up the turn unless a visit could be sent or waits for slots. */
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
