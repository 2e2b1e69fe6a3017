// Whether a namespace answers and has what runs need. Its search attributes are asked for once in a while only: the server (1.32)
// opens a connection to itself for each such question and never closes it, so asking every few seconds would fill its memory
// within days.
import type { Connection } from '@temporalio/client';
import { WebloomError } from '../../domain/system/errors.ts';
import { missingAttributes, namespaceIdOf } from './prepare-namespace.ts';
import { HOUR_MS } from '../../domain/system/duration.ts';

/** What was complete is asked for again after this: somebody may have removed attributes by hand. */
const ASK_AGAIN_MS = HOUR_MS;

export interface NamespaceCheck {
  /** Throws when it does not answer, or lacks search attributes. */
  check(): Promise<void>;
}

export function createNamespaceCheck(connection: Connection, namespace: string): NamespaceCheck {
  /** The id is another one after the server's database was lost and made anew. */
  let complete = { id: '', at: Number.NEGATIVE_INFINITY };
  return {
    async check() {
      const id = await namespaceIdOf(connection, namespace);
      const at = performance.now();
      if (id === complete.id && at - complete.at < ASK_AGAIN_MS) return;
      const missing = await missingAttributes(connection, namespace);
      if (missing.length > 0) throw lacking(missing);
      complete = { id, at };
    },
  };
}

function lacking(missing: readonly string[]): WebloomError {
  return new WebloomError(
    'dependency-unavailable',
    `Temporal has no search attributes ${missing.join(', ')}: its database is new or was lost. The monitor adds them within seconds.`,
    { facts: { dependency: 'temporal', missing } },
  );
}
