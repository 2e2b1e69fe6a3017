// A parse thread: takes a batch of bodies and answers with rows. It notes the page it is at, so that the pool
// knows which page was to blame when the thread has to be killed.
import { parentPort, workerData } from 'node:worker_threads';
import { compileFields } from '../../domain/reading/part/field/field-rule.ts';
import type { ParseOptions, ParseReply } from '../../domain/run/stage/page-parser.ts';
import { gatherBlobs } from './gathered-blobs.ts';
import { readPage, type ReadRules } from './read-page.ts';
import type { PlacedRequest } from './shared-bodies.ts';

export interface ParseBatch {
  readonly id: number;
  /** The bodies; read-only. */
  readonly memory: SharedArrayBuffer;
  readonly requests: readonly PlacedRequest[];
  readonly options: ParseOptions;
}

export interface ParseAnswer {
  readonly id: number;
  readonly replies: ParseReply[];
}

const progress = new Int32Array(workerData as SharedArrayBuffer);
const compiled = new Map<string, ReadRules>();
const MAX_COMPILED = 200;

function rulesOf(options: ParseOptions): ReadRules {
  const key = JSON.stringify(options);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const result = compileFields(options.fields);
  // A job whose selectors don't compile is refused when it is saved, so this does not happen.
  const fields = result.ok ? result.fields : { fields: [] };
  const rules = { fields, watched: options.watched, wantLinks: options.wantLinks };
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(key, rules);
  return rules;
}

function readOne({ url, contentType, offset, length }: PlacedRequest, batch: ParseBatch): ParseReply {
  try {
    const body = new Uint8Array(batch.memory, offset, length);
    return readPage({ url, contentType, body }, rulesOf(batch.options));
  } catch (error) {
    return { ok: false, reason: 'parse-failed', detail: String(error).slice(0, 300) };
  }
}

parentPort?.on('message', (batch: ParseBatch) => {
  const replies = batch.requests.map((request, index) => {
    Atomics.store(progress, 0, index);
    return readOne(request, batch);
  });
  const { memory, replies: gathered } = gatherBlobs(replies);
  const answer: ParseAnswer = { id: batch.id, replies: gathered };
  parentPort?.postMessage(answer, [memory]);
});
