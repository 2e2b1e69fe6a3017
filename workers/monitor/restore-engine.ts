// When Temporal has lost its database it comes up without search attributes and schedules, and no run starts
// any more. The monitor notices by the id of the namespace, which is a new one, or by what is missing, and
// restores both.
import type { Log } from '../../domain/system/clock.ts';

interface Preparable {
  /** The id is another one after the server's database was lost and made anew. */
  namespaceId(): Promise<string>;
  /** Adds what is missing, and returns its names. */
  prepare(): Promise<{ readonly namespaceId: string; readonly added: readonly string[] }>;
}

export interface EngineRestorer {
  check(): Promise<void>;
}

export interface EngineRestorerOptions {
  readonly log: Log;
  readonly restore: () => Promise<void>;
  /**
   * What is missing in the namespace that is known is looked for once in so many turns. Default 360: the server keeps a
   * connection open for each such question (adapters/temporal/namespace-check.ts).
   */
  readonly prepareEvery?: number;
}

export function createEngineRestorer(
  engine: Preparable,
  { log, restore, prepareEvery = 360 }: EngineRestorerOptions,
): EngineRestorer {
  let known: string | null = null;
  let turn = 0;
  return {
    async check() {
      const isFull = turn++ % prepareEvery === 0 || known === null;
      if (!isFull && (await engine.namespaceId()) === known) return;
      const { namespaceId, added } = await engine.prepare();
      if (namespaceId === known && added.length === 0) return;
      if (known === null && added.length === 0)
        log.info({ namespaceId }, 'schedules are compared with the database');
      else log.warn({ namespaceId, known, added }, 'Temporal has lost its data; schedules are put back');
      await restore();
      // Set last, so that an attempt that was cut off is repeated in the next turn.
      known = namespaceId;
    },
  };
}
