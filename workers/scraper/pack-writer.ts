// Gathers results of one chunk for a moment, then writes the pack, answers and acknowledges, in this order. A
// process that dies in between leaves a pack nobody names or answers twice; it never answers without the
// bytes.
import { setTimeout as wait } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Hasher, Ids, Log } from '../../domain/system/clock.ts';
import type { ScrapeWorkBroker, Verdict } from '../../domain/run/dispatch/broker.ts';
import { answerNoRoom, hasBody, withPacked } from '../../domain/run/dispatch/answer.ts';
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import { isWebloomError } from '../../domain/system/errors.ts';
import type { PackSlice, PictureSlice, ServedSlice } from '../../domain/run/pack-slice.ts';
import type { FetchOutcome } from '../../domain/web/fetch/fetcher.ts';
import { type NotedAnswer, packNoted } from '../../domain/web/fetch/noted-answer.ts';
import type { PagePicture } from '../../domain/web/fetch/page-picture.ts';
import type { ServedDocument } from '../../domain/web/fetch/served-document.ts';
import { chunkId } from '../../domain/run/chunk-id.ts';
import { packHead } from '../../domain/run/stage/pack-head.ts';
import { packKey } from '../../domain/run/stage/stage-key.ts';

export interface PackPorts {
  readonly broker: Pick<ScrapeWorkBroker, 'answer'>;
  readonly blobs: Pick<BlobStore, 'put'>;
  readonly ids: Ids;
  readonly hasher: Hasher;
  readonly log: Log;
}

export interface PackLimits {
  readonly maxResults: number;
  readonly maxBytes: number;
  /** Longest time a result waits for others to share its pack, ms. */
  readonly maxWaitMs: number;
  /**
   * Pause before results that could not be written or answered are handed back, ms. The broker delivers them
   * again at once, so without a pause a full disk would make scrapers fetch the same pages over and over.
   */
  readonly handBackMs: number;
  /** How long answers are kept for a broker or dispatcher that is away, ms. */
  readonly answerForMs: number;
}

export const PACK_LIMITS: PackLimits = {
  maxResults: 32,
  maxBytes: 2 * 1024 * 1024,
  maxWaitMs: 40,
  handBackMs: 1_000,
  answerForMs: 30_000,
};

export interface Result {
  readonly answer: ScrapeAnswer;
  /** Called when the answer is sent, because the dispatcher's queue may have changed since. */
  readonly replyTo: () => string;
  /**
   * Decoded bytes, stored uncompressed: gzip at level 1 would cost 0.5 ms for a page of 68 KB, and a pack is
   * dropped as soon as its chunk's links are planned.
   */
  readonly body: Uint8Array | null;
  readonly picture?: PagePicture | undefined;
  readonly served?: ServedDocument | undefined;
  readonly noted?: readonly NotedAnswer[] | undefined;
  readonly settle: (verdict: Verdict) => void;
}

/** What of a fetch goes into the pack. */
export type Got = Pick<Result, 'body' | 'picture' | 'served' | 'noted'>;

const NOTHING_GOT: Got = { body: null };

/** A body that is not answered is not packed; a fetch without one may have a picture of what was in its way. */
export function gotOf(outcome: FetchOutcome, answer: ScrapeAnswer): Got {
  if (outcome.outcome === 'fetched') return hasBody(answer) ? outcome : NOTHING_GOT;
  return outcome.outcome === 'failed' ? { body: null, picture: outcome.picture } : NOTHING_GOT;
}

export function bytesOf({ body, picture, served, noted = [] }: Got): number {
  const notedBytes = noted.reduce((sum, { bytes }) => sum + bytes, 0);
  return (body?.length ?? 0) + (picture?.png.length ?? 0) + (served?.html.length ?? 0) + notedBytes;
}

interface Batch {
  readonly chunk: ChunkRef;
  readonly results: Result[];
  bytes: number;
  timer: NodeJS.Timeout | null;
}

interface ChunkRef {
  readonly runId: string;
  readonly chunkNo: number;
}

export class PackWriter {
  readonly #ports: PackPorts;
  readonly #scraperId: string;
  readonly #limits: PackLimits;
  readonly #batches = new Map<string, Batch>();
  readonly #writing = new Set<Promise<void>>();

  constructor(ports: PackPorts, scraperId: string, limits: PackLimits = PACK_LIMITS) {
    this.#ports = ports;
    this.#scraperId = scraperId;
    this.#limits = limits;
  }

  /** Results that wait for others to share their pack. */
  get gathered(): number {
    return [...this.#batches.values()].reduce((sum, { results }) => sum + results.length, 0);
  }

  add(result: Result): void {
    const { runId, chunkNo } = result.answer;
    const batch = this.#batchOf({ runId, chunkNo });
    batch.results.push(result);
    batch.bytes += bytesOf(result);
    if (batch.results.length >= this.#limits.maxResults || batch.bytes >= this.#limits.maxBytes)
      this.#flush(batch);
  }

  /** Writes all packs now: nothing else is in flight that could share them, or fetches wait for their messages. */
  flushAll(): void {
    for (const batch of this.#batches.values()) this.#flush(batch);
  }

  /** Resolves when all results added before are answered or handed back. */
  async finish(): Promise<void> {
    this.flushAll();
    await Promise.all(this.#writing);
  }

  #batchOf(chunk: ChunkRef): Batch {
    const id = chunkId(chunk.runId, chunk.chunkNo);
    const open = this.#batches.get(id);
    if (open !== undefined) return open;
    const batch: Batch = { chunk, results: [], bytes: 0, timer: null };
    batch.timer = setTimeout(() => this.#flush(batch), this.#limits.maxWaitMs);
    this.#batches.set(id, batch);
    return batch;
  }

  #flush(batch: Batch): void {
    if (batch.timer !== null) clearTimeout(batch.timer);
    this.#batches.delete(chunkId(batch.chunk.runId, batch.chunk.chunkNo));
    const written = this.#write(batch).finally(() => this.#writing.delete(written));
    this.#writing.add(written);
  }

  async #write({ chunk, results }: Batch): Promise<void> {
    try {
      const answers = await this.#packOrGiveUp(chunk, results);
      await this.#answer(results, answers);
      for (const result of results) result.settle('ack');
    } catch (error) {
      this.#ports.log.warn({ ...chunk, results: results.length, err: error }, 'Results are handed back');
      await wait(this.#limits.handBackMs);
      for (const result of results) result.settle('requeue');
    }
  }

  /**
   * Without disk space the answers become `late`: the dispatcher counts no fetch and asks again later. A failure is answered without
   * its picture.
   */
  async #packOrGiveUp(chunk: ChunkRef, results: readonly Result[]): Promise<ScrapeAnswer[]> {
    try {
      return await this.#pack(chunk, results);
    } catch (error) {
      if (!isWebloomError(error) || error.code !== 'disk-full') throw error;
      this.#ports.log.warn({ ...chunk, results: results.length, err: error }, 'No room for a pack');
      return results.map(({ answer, body }) =>
        body === null ? answer : answerNoRoom(answer, answer.fetchedAt),
      );
    }
  }

  /** Repeats the answers until they are taken: after a stop the pages may not be fetched again. */
  async #answer(results: readonly Result[], answers: readonly ScrapeAnswer[]): Promise<void> {
    const giveUpAt = Date.now() + this.#limits.answerForMs;
    let left = [...byReplyTo(results, answers)];
    while (left.length > 0) {
      const again: typeof left = [];
      for (const [replyTo, list] of left) {
        const outcome = await this.#offer(replyTo, list, giveUpAt);
        // A dispatcher that is gone for good does not come back under its name: give up in the end.
        if (outcome === 'taken' || Date.now() > giveUpAt) continue;
        const kept = outcome === 'away' ? list : list.filter(isAsked);
        if (kept.length > 0) again.push([replyTo, kept]);
      }
      left = again;
      if (left.length > 0) await wait(this.#limits.handBackMs);
    }
  }

  async #offer(
    replyTo: string,
    list: readonly ScrapeAnswer[],
    giveUpAt: number,
  ): Promise<'taken' | 'nobody' | 'away'> {
    try {
      return (await this.#ports.broker.answer(replyTo, list)) ? 'taken' : 'nobody';
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      return 'away';
    }
  }

  async #pack(chunk: ChunkRef, results: readonly Result[]): Promise<ScrapeAnswer[]> {
    const pack = packKey(chunk, this.#scraperId, this.#ports.ids.ulid());
    const parts: Uint8Array[] = [packHead(pack)];
    let offset = parts[0]?.length ?? 0;
    const add = (bytes: Uint8Array): PackSlice => {
      const slice = { key: pack, offset, length: bytes.length, crc32: crc32(bytes) };
      offset += bytes.length;
      parts.push(bytes);
      return slice;
    };
    const answers = results.map(({ answer, body, picture, served, noted = [] }) =>
      withPacked(answer, {
        ...(body === null ? {} : { pack: add(body), hash: this.#ports.hasher.sha256(body) }),
        ...(picture === undefined ? {} : { picture: this.#packed(picture, add) }),
        ...(served === undefined ? {} : { served: this.#packedServed(served, add) }),
        ...(noted.length === 0 ? {} : { noted: add(packNoted(noted)) }),
      }),
    );
    if (parts.length > 1) await this.#ports.blobs.put(pack, parts);
    return answers;
  }

  #packed({ png, ...facts }: PagePicture, add: (bytes: Uint8Array) => PackSlice): PictureSlice {
    return { ...add(png), ...facts, hash: this.#ports.hasher.sha256(png) };
  }

  #packedServed({ html, url }: ServedDocument, add: (bytes: Uint8Array) => PackSlice): ServedSlice {
    return { ...add(html), url, hash: this.#ports.hasher.sha256(html) };
  }
}

/**
 * Of a page that came too late to be asked for, nothing is lost with its answer: a dispatcher that is back sends it again.
 * A queue of messages from a dispatcher that is gone would hold up a scraper otherwise, for half a minute each 32.
 */
function isAsked({ outcome }: ScrapeAnswer): boolean {
  return outcome !== 'late';
}

function byReplyTo(
  results: readonly Result[],
  answers: readonly ScrapeAnswer[],
): Map<string, ScrapeAnswer[]> {
  const groups = new Map<string, ScrapeAnswer[]>();
  for (const [index, answer] of answers.entries()) {
    const replyTo = results[index]?.replyTo() ?? '';
    const group = groups.get(replyTo);
    if (group === undefined) groups.set(replyTo, [answer]);
    else group.push(answer);
  }
  return groups;
}
