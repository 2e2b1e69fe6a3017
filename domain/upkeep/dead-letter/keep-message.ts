// Keeps a message that no scraper could take as a dead letter. The queue gives it again until that has worked, and the
// letter's id follows from the message's, so it is kept once.
import type { Hasher, Log } from '../../system/clock.ts';
import { type DeadMessage, readDeadMessage } from './broken-message.ts';
import type { DeadLetterStore } from './dead-letter.ts';
import { letterOfMessage } from './letter-of.ts';
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import type { RunStore } from '../../run/run-store.ts';

export interface KeepPorts {
  readonly deadLetters: Pick<DeadLetterStore, 'note'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly hasher: Hasher;
  readonly log: Log;
  readonly urlKeyOf: (url: string) => string;
}

export async function keepMessage(ports: KeepPorts, dead: DeadMessage): Promise<void> {
  const message = readDeadMessage(dead);
  const run = message.runId === null ? null : await ports.runs.get(message.runId);
  const letter = letterOfMessage(
    message,
    {
      workspaceId: run?.workspaceId ?? DEFAULT_WORKSPACE,
      urlKey: message.url === null ? null : ports.urlKeyOf(message.url),
      seq: run?.seq ?? 0,
    },
    ports.hasher,
  );
  await ports.deadLetters.note([letter]);
  const { reason, detail, jobId, runId } = letter;
  ports.log.warn(
    { letterId: letter._id, reason, detail, jobId, runId },
    'a dead message is kept as a letter',
  );
}
