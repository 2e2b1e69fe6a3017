// One way to run Webloom, as a demonstration sees it.
import type { Mongo } from '../../adapters/mongo/mongo.ts';
import type { Part } from './kill-along.ts';

export interface Way {
  readonly name: string;
  readonly parts: () => readonly Part[];
  /** Starts a run of the job; returns its id. */
  start(): Promise<string>;
  readonly mongo: Mongo;
  close(): Promise<void>;
}
