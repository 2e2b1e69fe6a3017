// The gates of the runs this dispatcher works for. The control exchange delivers them within milliseconds;
// the database is read every two seconds too, so a lost message delays a gate by two seconds at most.
import type { GateMessage } from '../../domain/run/dispatch/message.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { isGateOpen } from '../../domain/run/lifecycle.ts';

interface Gate {
  gateSeq: number;
  open: boolean;
  /** How much later than it moved this may be known, at most. */
  lateMs: number;
  users: number;
  readonly listeners: Set<() => void>;
}

/** How often the database is read, by whoever calls `refresh`. */
export const GATE_REFRESH_MS = 2_000;

export class RunGates {
  readonly #runs: Pick<RunStore, 'get'>;
  readonly #gates = new Map<string, Gate>();

  constructor(runs: Pick<RunStore, 'get'>) {
    this.#runs = runs;
  }

  note(message: GateMessage, lateMs = 0): void {
    const gate = this.#gates.get(message.runId);
    if (gate === undefined || message.gateSeq <= gate.gateSeq) return;
    gate.gateSeq = message.gateSeq;
    gate.open = message.open;
    gate.lateMs = lateMs;
    for (const listener of gate.listeners) listener();
  }

  /** Reads the gates of all followed runs from the database. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#gates.keys()].map((runId) => this.#read(runId)));
  }

  async #read(runId: string): Promise<void> {
    const run = await this.#runs.get(runId);
    if (run === null) return;
    this.note({ runId, gateSeq: run.gateSeq, open: isGateOpen(run.state) }, GATE_REFRESH_MS);
  }

  /** Follows a run's gate until the returned function is called; calls `onChange` when the gate moves. */
  async follow(runId: string, onChange: () => void): Promise<() => void> {
    const gate = this.#gates.get(runId) ?? newGate();
    this.#gates.set(runId, gate);
    gate.users += 1;
    gate.listeners.add(onChange);
    const unfollow = (): void => {
      gate.listeners.delete(onChange);
      gate.users -= 1;
      if (gate.users === 0) this.#gates.delete(runId);
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
    return this.#gates.get(runId)?.open ?? true;
  }

  /** How much later than the gate moved this may be known here, at most. */
  lateMsOf(runId: string): number {
    return this.#gates.get(runId)?.lateMs ?? 0;
  }

  seqOf(runId: string): number {
    return this.#gates.get(runId)?.gateSeq ?? 0;
  }
}

function newGate(): Gate {
  return { gateSeq: 0, open: true, lateMs: 0, users: 0, listeners: new Set() };
}
