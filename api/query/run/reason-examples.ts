// Examples for the reasons of a run: a few pages that ended for each, with what was seen.
import { isWebloomError } from '../../../domain/system/errors.ts';
import { parseFailureId } from '../../../domain/page/failure-id.ts';
import type { Chunk } from '../../../domain/run/chunk.ts';
import { REASONS, isReasonCode } from '../../../domain/run/outcome.ts';
import type { ApiPorts } from '../../ports.ts';
import type { RunReasonView } from '../../schemas/run/run-work.ts';

type Example = RunReasonView['examples'][number];
type Ports = Pick<ApiPorts, 'chunks' | 'failures' | 'stageFiles'>;

const EXAMPLES = 3;
const SAMPLED_FAILURES = 500;
/** Outcome files that are read to find examples of pages that went well. */
const SAMPLED_CHUNKS = 5;

export async function reasonExamples(
  ports: Ports,
  runId: string,
  chunks: readonly Chunk[],
): Promise<ReadonlyMap<string, readonly Example[]>> {
  const examples = new Map<string, Example[]>();
  const add = (reason: string, example: Example): void => {
    const some = examples.get(reason) ?? [];
    if (some.length < EXAMPLES) examples.set(reason, [...some, example]);
  };
  const failures = await ports.failures.list(runId, { after: null, limit: SAMPLED_FAILURES });
  for (const { _id, url, reason, detail, status } of failures)
    add(reason, { urlKey: parseFailureId(_id).urlKey, url, detail: detail || null, status: status ?? null });
  for (const { files } of telling(chunks)) {
    if (files.store === undefined) continue;
    for (const { urlKey, url, reason, outcome, detail, why, status } of await readRows(ports, files.store))
      if (outcome === 'stored' || outcome === 'unchanged')
        add(reason, { urlKey, url, detail: detail ?? why[0] ?? null, status: status ?? null });
  }
  return examples;
}

/** A few chunks that together hold every reason of pages that went well. */
function telling(chunks: readonly Chunk[]): Chunk[] {
  const missing = new Set(chunks.flatMap(({ counts }) => Object.keys(counts?.reasons ?? {}).filter(isWell)));
  const chosen: Chunk[] = [];
  for (const chunk of chunks.toReversed()) {
    const found = Object.keys(chunk.counts?.reasons ?? {}).filter((reason) => missing.delete(reason));
    if (found.length > 0) chosen.push(chunk);
    if (missing.size === 0 || chosen.length === SAMPLED_CHUNKS) break;
  }
  return chosen;
}

function isWell(reason: string): boolean {
  if (!isReasonCode(reason)) return false;
  const { outcome } = REASONS[reason];
  return outcome === 'stored' || outcome === 'unchanged';
}

/** None where the file is not kept any more. */
async function readRows({ stageFiles }: Ports, key: string) {
  try {
    return await stageFiles.read('store', key);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'data-corrupt') return [];
    throw error;
  }
}
