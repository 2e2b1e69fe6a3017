// Which changes of a run a language model is asked about: the gravest, so many of a run, each for so long as its message may wait. A run
// of ten thousand changed pages asks no more than one of thirty.
import { SEVERITIES, type Severity } from '../../change/change.ts';
import type { InboxChange } from '../../page/inbox.ts';
import type { ModelSummary, NoSummaryReason } from '../../page/model-summary/model-summary.ts';
import { togetherKey } from '../../page/told-together.ts';
import type { Clock } from '../../system/clock.ts';
import { differenceText } from './difference-text.ts';
import type { SummaryStore } from './summary-store.ts';

/** Of a run, as many of the same severity or a graver one. */
const MAX_ASKED = 20;
/** How long a message waits for its sentence. */
export const WAIT_MS = 20_000;

export interface GuardPorts {
  readonly summaries: Pick<SummaryStore, 'askedOf'>;
  /** The operator has named a language model. */
  readonly hasModel: boolean;
  readonly clock: Clock;
}

export class SummaryGuard {
  readonly #ports: GuardPorts;
  readonly #asked = new Map<string, Severity[]>();

  constructor(ports: GuardPorts) {
    this.#ports = ports;
  }

  /** How a change is marked of which a sentence is wanted; null: nothing of it is text. */
  async mark(change: InboxChange): Promise<ModelSummary | null> {
    if (differenceText(change) === null) return null;
    const at = this.#ports.clock.now();
    const none = (reason: NoSummaryReason, detail: string): ModelSummary => ({
      state: 'none',
      reason,
      detail,
      at,
    });
    if (!this.#ports.hasModel)
      return none('no-model', 'no language model is set up: the operator sets WEBLOOM_MODEL_URL');
    if (togetherKey(change) !== null)
      return none('together', 'it is told together with other pages of the run');
    const asked = await this.#askedOf(change.runId);
    const least = SEVERITIES.indexOf(change.severity);
    // Lesser ones do not count: they take no place from a graver one that comes later.
    if (asked.filter((one) => SEVERITIES.indexOf(one) >= least).length >= MAX_ASKED)
      return none('too-many', `more than ${MAX_ASKED} changes of the run matter as much`);
    asked.push(change.severity);
    return { state: 'waiting', until: new Date(at.getTime() + WAIT_MS), asked: 0 };
  }

  async #askedOf(runId: string): Promise<Severity[]> {
    const known =
      this.#asked.get(runId) ?? (await this.#ports.summaries.askedOf(runId, MAX_ASKED * SEVERITIES.length));
    this.#asked.set(runId, known);
    return known;
  }
}
