// Brings URLs from the source into the frontier: those that belong to the run, each once, up to its limit of
// pages. It does so in batches while the source is read, so memory stays small for any source.
import { withinPageLimit } from '../plan/page-limit.ts';
import type { LimitPorts } from '../../domain/job/limit/reserve.ts';
import { seedUrls } from '../../domain/run/plan/seeds.ts';
import { type LinkSelector, linksToFollow } from '../../domain/run/plan/select-links.ts';
import type { FrontierStore, NewUrl } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';
import type { SeedRow } from '../../domain/run/stage/stage-row.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';

/** Every entry notes the round that found it; chunks are cut from round 1 on. */
const SOURCE_ROUND = 1;

export interface IntakePorts extends Pick<DispatchPorts, 'urlKeyOf' | 'runs'>, LimitPorts {
  readonly frontier: FrontierStore;
}

export class Intake {
  readonly #ports: IntakePorts;
  readonly #run: Run;
  readonly #links: LinkSelector;
  #count: number;
  #added = 0;
  #leftOut = 0;
  #isMonthOver = false;

  private constructor(ports: IntakePorts, run: Run, count: number) {
    this.#ports = ports;
    this.#run = run;
    this.#count = count;
    this.#links = linksToFollow(run);
  }

  static async open(ports: IntakePorts, run: Run): Promise<Intake> {
    return new Intake(ports, run, await ports.frontier.count(run._id));
  }

  /** URLs in the run's frontier. */
  get count(): number {
    return this.#count;
  }

  /** New URLs since this intake was opened. */
  get added(): number {
    return this.#added;
  }

  /** URLs that came after the limit of pages was reached. */
  get leftOut(): number {
    return this.#leftOut;
  }

  get isFull(): boolean {
    return this.#isMonthOver || this.#count >= this.#run.config.limits.maxPages;
  }

  /** Returns how many of the seeds belong to the run. */
  async take(seeds: readonly SeedRow[]): Promise<number> {
    const { urlKeyOf } = this.#ports;
    const fresh = seedUrls(seeds, { run: this.#run, links: this.#links, urlKeyOf });
    const offered = { urls: fresh, count: this.#count, writer: 'source' } as const;
    const { taken, leftOut, overMonth, noteCount } = await withinPageLimit(this.#ports, this.#run, offered);
    if (taken.length > 0) await this.#offer(taken);
    await noteCount(this.#count);
    this.#isMonthOver ||= overMonth > 0;
    this.#leftOut += leftOut;
    return fresh.length;
  }

  async #offer(urls: readonly NewUrl[]): Promise<void> {
    const { frontier, runs, clock } = this.#ports;
    const added = await frontier.offer(this.#run._id, SOURCE_ROUND, urls, clock.now().getTime());
    this.#count += added;
    this.#added += added;
    if (added > 0) await runs.noteDiscovered(this.#run._id, this.#count);
  }
}
