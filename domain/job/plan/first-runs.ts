// The first of very many runs, in the order of their times, without keeping or sorting all of them.
import type { JobPlan } from '../job-plan.ts';

export interface DueRun {
  readonly at: Date;
  readonly jobId: string;
  readonly name: string;
  readonly hosts: readonly string[];
}

export class FirstRuns {
  readonly #most: number;
  #runs: DueRun[] = [];
  /** Later runs are not among the first any more; epoch ms. */
  #end = Infinity;

  constructor(most: number) {
    this.#most = most;
  }

  /** `times` in rising order. */
  add({ jobId, name, hosts }: JobPlan, times: readonly Date[]): void {
    for (const at of times) {
      if (at.getTime() > this.#end) return;
      this.#runs.push({ at, jobId, name, hosts });
    }
    if (this.#runs.length > this.#most * 4) this.#cut();
  }

  first(): readonly DueRun[] {
    this.#cut();
    return this.#runs;
  }

  #cut(): void {
    this.#runs = this.#runs.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(0, this.#most);
    if (this.#runs.length === this.#most) this.#end = this.#runs.at(-1)?.at.getTime() ?? Infinity;
  }
}
