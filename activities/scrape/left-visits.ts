// Visits that are out when their chunk ends, because the chunk's other pages do not wait for them. They are
// deferred, and the next chunk that has them continues with the request that is out, without a new one.
import { crc32 } from 'node:zlib';
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { PackSlice } from '../../domain/run/pack-slice.ts';
import { packHead } from '../../domain/run/stage/pack-head.ts';
import { leftPackKey } from '../../domain/run/stage/stage-key.ts';
import { given } from '../../domain/system/given.ts';
import { readBody } from '../pack/read-pack.ts';
import type { DispatchPorts } from './dispatch-ports.ts';
import type { HostQueue } from './host-queue.ts';

interface ChunkVisits {
  readonly runId: string;
  readonly visits: readonly WaitingVisit[];
  readonly queueOf: (host: string) => HostQueue;
}

/** A left visit is due again after this. */
const LEFT_MS = 1_000;

export function leaveVisits(
  ports: DispatchPorts,
  { runId, visits, queueOf }: ChunkVisits,
  now: number,
): void {
  for (const waiting of visits) {
    if (waiting.mode !== 'sent') continue;
    const queue = queueOf(waiting.host);
    const keep = (answer: ScrapeAnswer) => keepParts(ports, answer);
    ports.router.leave(runId, { waiting: waiting.toSent(), over: () => queue.landed(), keep }, now);
    const detail = 'an answer of its host, which takes long';
    waiting.end(now, { result: 'deferred', reason: 'host-wait', dueAt: now + LEFT_MS, detail });
  }
}

export async function resumeVisits(
  { router, clock }: DispatchPorts,
  { runId, visits, queueOf, take }: ChunkVisits & { readonly take: (answer: ScrapeAnswer) => void },
): Promise<void> {
  for (const waiting of visits) {
    const sent = waiting.mode === 'waiting' ? router.leftVisit(runId, waiting.visit) : null;
    if (sent === null) continue;
    await queueOf(sent.host).open(clock.now().getTime());
    const left = router.resume(runId, waiting.visit, take);
    if (left === null) continue;
    waiting.goOnFrom(left.waiting, left.answer === null);
    const answer = await left.answer;
    if (answer !== null) take(answer);
  }
}

/**
 * A chunk's packs are dropped when it is stored, so what a later answer names is copied to a pack that is dropped with the run. Null if
 * the body is gone already, or another: the page has to be asked for again. A picture that is gone is missing like one that could not
 * be taken, so its page gets another look for it.
 */
async function keepParts(
  { blobs, ids }: Pick<DispatchPorts, 'blobs' | 'ids'>,
  answer: ScrapeAnswer,
): Promise<ScrapeAnswer | null> {
  const { pack, picture, served, noted, ...others } = answer;
  if (pack === undefined && picture === undefined && noted === undefined) return answer;
  const key = leftPackKey(answer.runId, ids.ulid());
  const parts: Uint8Array[] = [packHead(key)];
  const copied = async <Slice extends PackSlice>(slice: Slice | undefined): Promise<Slice | undefined> => {
    const bytes = slice === undefined ? null : await readBody(blobs, slice);
    if (slice === undefined || bytes === null) return undefined;
    const offset = parts.reduce((sum, { length }) => sum + length, 0);
    parts.push(bytes);
    return { ...slice, key, offset, length: bytes.length, crc32: crc32(bytes) };
  };
  const kept = {
    pack: await copied(pack),
    picture: await copied(picture),
    served: await copied(served),
    noted: await copied(noted),
  };
  if (pack !== undefined && kept.pack === undefined) return null;
  if (parts.length > 1) await blobs.put(key, parts);
  const isLost = picture !== undefined && kept.picture === undefined;
  const isServedLost = served !== undefined && kept.served === undefined;
  return {
    ...others,
    ...given(kept),
    ...(isLost ? { pictureFault: PART_GONE } : {}),
    ...(isServedLost ? { servedFault: PART_GONE } : {}),
  };
}

const PART_GONE = 'it was gone before it could be kept';
