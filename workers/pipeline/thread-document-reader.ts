// Reads documents in one thread, one after the other. The last ones are kept for a while, because a person who looks at a document
// asks for several views of it.
import { createHash } from 'node:crypto';
import type { DocumentReader, ReadAsPage } from '../../domain/reading/content/document/document-reader.ts';
import { type EndedTask, TaskThread } from '../threads/task-thread.ts';
import type { DocumentTask } from '../../domain/reading/content/document/read-as-page.ts';

/** A document of 300 pages takes 3 s on a machine with nothing else to do. */
const DEADLINE_MS = 60_000;
const HEAP_MB = 512;
/** What is unpacked lies outside of the heap. */
const MAX_GROWTH_MB = 1_024;
const IDLE_MS = 30_000;
const MAX_KEPT = 4;

export interface DocumentReaderOptions {
  /** For one document, in ms. */
  readonly deadlineMs?: number;
  /** By so many MB the memory of the process may grow meanwhile. */
  readonly maxGrowthMb?: number;
}

/** No thread is started before a document comes. */
export function createDocumentReader({
  deadlineMs = DEADLINE_MS,
  maxGrowthMb = MAX_GROWTH_MB,
}: DocumentReaderOptions = {}): DocumentReader {
  const thread = new TaskThread<DocumentTask, ReadAsPage>({
    source: new URL(
      import.meta.url.endsWith('.ts') ? './document-thread.ts' : './document-thread.js',
      import.meta.url,
    ),
    deadlineMs,
    heapMb: HEAP_MB,
    maxGrowthMb,
    idleMs: IDLE_MS,
  });
  const kept = new Map<string, Promise<ReadAsPage>>();
  const readNow = async (task: DocumentTask): Promise<ReadAsPage> => {
    const { answer, ended } = await thread.ask(task);
    return answer ?? whyEnded(ended, { deadlineMs, maxGrowthMb });
  };
  return {
    read: (body, url, form) => {
      const key = `${createHash('sha256').update(body).digest('base64url')} ${form} ${url}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const answer = readNow({ body, url, form });
      kept.set(key, answer);
      for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);
      // One that was too slow may be in time on a calmer machine.
      void answer.then((read) => (read.ok ? undefined : kept.delete(key)));
      return answer;
    },
  };
}

function whyEnded(
  ended: EndedTask | null,
  { deadlineMs, maxGrowthMb }: Required<DocumentReaderOptions>,
): ReadAsPage {
  switch (ended) {
    case 'too-long':
      return {
        ok: false,
        reason: 'parse-timeout',
        detail: `reading the document took longer than ${deadlineMs} ms`,
      };
    case 'too-large':
      return {
        ok: false,
        reason: 'document-too-large',
        detail: `The document takes more memory than it may: more than ${maxGrowthMb} MB when it is unpacked.`,
      };
    default:
      return { ok: false, reason: 'parse-failed', detail: 'the reader of documents gave up' };
  }
}
