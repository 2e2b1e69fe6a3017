// The permits of the runs this dispatcher works for. The control exchange delivers them within milliseconds;
// the database is read every two seconds too, so a lost message delays a permit by two seconds at most.
import type { PermitMessage } from '../../domain/run/dispatch/message.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { mayFetch } from '../../domain/run/lifecycle.ts';

interface Permit {
  gateSeq: number;
  open: boolean;
  /** How much later than it moved this may be known, at most. */
  lateMs: number;
  users: number;
  readonly listeners: Set<() => void>;
}

/** How often the database is read, by whoever calls `refresh`. */
export const PERMIT_REFRESH_MS = 2_000;

export class RunPermits {
  readonly #runs: Pick<RunStore, 'get'>;
  readonly #permits = new Map<string, Permit>();

  constructor(runs: Pick<RunStore, 'get'>) {
    this.#runs = runs;
  }

  note(message: PermitMessage, lateMs = 0): void {
    const permit = this.#permits.get(message.runId);
    if (permit === undefined || message.gateSeq <= permit.gateSeq) return;
    permit.gateSeq = message.gateSeq;
    permit.open = message.open;
    permit.lateMs = lateMs;
    for (const listener of permit.listeners) listener();
  }

  /** Reads the permits of all followed runs from the database. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#permits.keys()].map((runId) => this.#read(runId)));
  }

  async #read(runId: string): Promise<void> {
    const run = await this.#runs.get(runId);
    if (run === null) return;
    this.note({ runId, gateSeq: run.gateSeq, open: mayFetch(run.state) }, PERMIT_REFRESH_MS);
  }

  /** Follows a run's permit until the returned function is called; calls `onChange` when the permit moves. */
  async follow(runId: string, onChange: () => void): Promise<() => void> {
    const permit = this.#permits.get(runId) ?? newGate();
    this.#permits.set(runId, permit);
    permit.users += 1;
    permit.listeners.add(onChange);
    const unfollow = (): void => {
      permit.listeners.delete(onChange);
      permit.users -= 1;
      if (permit.users === 0) this.#permits.delete(runId);
    };
    try {
      await this.#read(runId);
    } catch (error) {
      unfollow();
      throw error;
    }
    return unfollow;
  }

  isOpen(runId: string): boolean {
    return this.#permits.get(runId)?.open ?? true;
  }

  /** How much later than the permit moved this may be known here, at most. */
  lateMsOf(runId: string): number {
    return this.#permits.get(runId)?.lateMs ?? 0;
  }

  seqOf(runId: string): number {
    return this.#permits.get(runId)?.gateSeq ?? 0;
  }
}

function newGate(): Permit {
  return { gateSeq: 0, open: true, lateMs: 0, users: 0, listeners: new Set() };
}
