// What Webloom does with the objects of a bucket, by Amazon's client. The client is loaded when a bucket is opened: an installation on
// a folder pays nothing for it.
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import type * as Client from '@aws-sdk/client-s3';
import type { BucketPlace } from '../../domain/system/blob/bucket-place.ts';
import { PORTION_BYTES, SourceFailure, inPortions, putMultipart } from './put-multipart.ts';
import { type BucketUse, USE_OF_BLOBS, answerOf, bucketFailure } from './s3-failure.ts';

type Sdk = typeof Client;

interface Sender {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** Larger objects go in parts. */
const WHOLE_BYTES = 16 * 1024 * 1024;
/** Tries of one call: an activity learns within its minute that nobody answers, and is tried again itself. */
const ATTEMPTS = 3;
const CONNECT_MS = 3_000;
const ANSWER_MS = 15_000;
const SOCKETS = 64;
/** What a server takes in one call. */
const REMOVED_AT_ONCE = 1_000;
/** Where a server of one's own asks for none. */
const ANY_REGION = 'us-east-1';

/** Absent members: whatever is there. */
export interface PutCondition {
  readonly ifAbsent?: true;
  readonly ifTag?: string;
}

export interface ObjectFacts {
  readonly bytes: number;
  readonly changedAt: Date;
  /** Another one for other content. */
  readonly tag: string;
}

export interface ReadObject {
  readonly bytes: Uint8Array;
  /** Of the whole object. */
  readonly size: number;
  readonly tag: string;
}

export interface ReadOrder {
  readonly range?: { readonly offset: number; readonly length: number };
  /** The object has to be that of this tag still. */
  readonly ifTag?: string;
  /** Gives memory of at least so many bytes. */
  readonly take?: (bytes: number) => Uint8Array;
}

/**
 * Names are those of objects, with the prefix. Throws what `bucketFailure` makes. Were the class named as the property `Bucket` of
 * requests, TypeScript 7.0 would rename that property in what it emits.
 */
export class BucketClient {
  readonly place: BucketPlace;
  readonly use: BucketUse;
  readonly #sdk: Sdk;
  readonly #client: S3Client;

  constructor(place: BucketPlace, use: BucketUse, { sdk, client }: Sender) {
    this.place = place;
    this.use = use;
    this.#sdk = sdk;
    this.#client = client;
  }

  /** Null: there is none of this name. `changed`: it is not that of the tag. */
  async read(
    name: string,
    { range, ifTag, take = newMemory }: ReadOrder = {},
  ): Promise<ReadObject | 'changed' | null> {
    const input = {
      ...this.#object(name),
      ...(range === undefined ? {} : { Range: `bytes=${range.offset}-${range.offset + range.length - 1}` }),
      ...(ifTag === undefined ? {} : { IfMatch: ifTag }),
    };
    try {
      const answer = await this.#client.send(new this.#sdk.GetObjectCommand(input));
      return await received(answer, take);
    } catch (error) {
      const { name: code, status } = answerOf(error);
      if (status === 412) return 'changed';
      if (code === 'NoSuchKey') return null;
      // Nothing lies at the place that was asked for.
      if (status === 416) return this.#behindItsEnd(name);
      throw this.#failure(`read ${name}`, error);
    }
  }

  /** Null also where there is no such bucket: an answer to this question has no body that tells. */
  async facts(name: string): Promise<ObjectFacts | null> {
    try {
      const {
        ContentLength = 0,
        LastModified,
        ETag = '',
      } = await this.#client.send(new this.#sdk.HeadObjectCommand(this.#object(name)));
      return { bytes: ContentLength, changedAt: LastModified ?? new Date(0), tag: ETag };
    } catch (error) {
      if (answerOf(error).status === 404) return null;
      throw this.#failure(`look for ${name}`, error);
    }
  }

  /** `refused`: what is there does not meet the condition. */
  put(name: string, body: Uint8Array, condition: PutCondition = {}): Promise<'put' | 'refused'> {
    return this.#putting(name, condition, () =>
      body.length > WHOLE_BYTES
        ? this.#sendParts(name, inPortions([body]), condition)
        : this.#send(name, body, condition),
    );
  }

  /** As one object that nobody sees before its end, however long it gets; of it a few parts are in memory. */
  putPieces(
    name: string,
    pieces: AsyncIterable<Uint8Array>,
    condition: PutCondition = {},
  ): Promise<'put' | 'refused'> {
    return this.#putting(name, condition, async () => {
      const parts = inPortions(pieces);
      const first: Uint8Array[] = [];
      while (first.length * PORTION_BYTES <= WHOLE_BYTES) {
        const next = await parts.next();
        if (next.done === true) return this.#send(name, Buffer.concat(first), condition);
        first.push(next.value);
      }
      return this.#sendParts(name, chained(first, parts), condition);
    });
  }

  #send(name: string, body: Uint8Array, condition: PutCondition): Promise<unknown> {
    const input = { ...this.#object(name), ...conditionOf(condition), Body: body };
    return this.#client.send(new this.#sdk.PutObjectCommand(input));
  }

  #sendParts(name: string, parts: AsyncIterable<Uint8Array>, condition: PutCondition): Promise<void> {
    const input = { ...this.#object(name), ...conditionOf(condition) };
    return putMultipart({ sdk: this.#sdk, client: this.#client }, input, parts);
  }

  async #putting(
    name: string,
    condition: PutCondition,
    send: () => Promise<unknown>,
  ): Promise<'put' | 'refused'> {
    try {
      await send();
      return 'put';
    } catch (error) {
      if (error instanceof SourceFailure) throw error.cause;
      const { status, name: code } = answerOf(error);
      if (status === 412 || (condition.ifTag !== undefined && code === 'NoSuchKey')) return 'refused';
      throw this.#failure(`write ${name}`, error);
    }
  }

  async remove(names: readonly string[]): Promise<void> {
    for (let from = 0; from < names.length; from += REMOVED_AT_ONCE) {
      const Objects = names.slice(from, from + REMOVED_AT_ONCE).map((Key) => ({ Key }));
      const input = { Bucket: this.place.bucket, Delete: { Objects, Quiet: true } };
      const [fault] = await this.#client.send(new this.#sdk.DeleteObjectsCommand(input)).then(
        ({ Errors = [] }) => Errors,
        (error: unknown) => {
          throw this.#failure(`delete ${names.length} blobs`, error);
        },
      );
      if (fault !== undefined && fault.Code !== 'NoSuchKey')
        throw this.#failure(`delete ${fault.Key}`, { name: fault.Code, message: fault.Message });
    }
  }

  /** In the order of their names. */
  async *list(prefix: string): AsyncGenerator<{ readonly name: string; readonly bytes: number }> {
    let token: string | undefined;
    do {
      const input = {
        Bucket: this.place.bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      };
      const page = await this.#client
        .send(new this.#sdk.ListObjectsV2Command(input))
        .catch((error: unknown) => {
          throw this.#failure(`list ${prefix}`, error);
        });
      for (const { Key, Size = 0 } of page.Contents ?? [])
        if (Key !== undefined) yield { name: Key, bytes: Size };
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async #behindItsEnd(name: string): Promise<ReadObject | null> {
    const found = await this.facts(name);
    return found === null ? null : { bytes: new Uint8Array(0), size: found.bytes, tag: found.tag };
  }

  #object(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.place.bucket, Key: name };
  }

  #failure(action: string, error: unknown): Error {
    return bucketFailure(this, action, error);
  }
}

export async function openBucket(place: BucketPlace, use = USE_OF_BLOBS): Promise<BucketClient> {
  const sdk = await import('@aws-sdk/client-s3');
  const { region, endpoint, pathStyle, authority } = place;
  const known = region ?? (endpoint === null ? null : ANY_REGION);
  const client = new sdk.S3Client({
    ...(known === null ? {} : { region: known }),
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: pathStyle,
    maxAttempts: ATTEMPTS,
    // Not every server takes the client's own checksums; lengths and tags are looked at here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: SOCKETS },
      httpsAgent: {
        keepAlive: true,
        maxSockets: SOCKETS,
        ...(authority === null ? {} : { ca: authority }),
      },
    },
  });
  return new BucketClient(place, use, { sdk, client });
}

function conditionOf({ ifAbsent, ifTag }: PutCondition): { IfNoneMatch?: string; IfMatch?: string } {
  return {
    ...(ifAbsent === undefined ? {} : { IfNoneMatch: '*' }),
    ...(ifTag === undefined ? {} : { IfMatch: ifTag }),
  };
}

async function* chained(
  first: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first;
  yield* rest;
}

async function received(
  { Body, ContentLength, ContentRange, ETag }: GetObjectCommandOutput,
  take: (bytes: number) => Uint8Array,
): Promise<ReadObject> {
  const length = ContentLength ?? 0;
  const memory = take(length);
  let filled = 0;
  for await (const piece of parseBody(Body)) {
    if (filled + piece.length > length) throw new Error('more came than was said');
    memory.set(piece, filled);
    filled += piece.length;
  }
  if (filled < length) throw Object.assign(new Error('the answer was cut off'), { code: 'ECONNRESET' });
  const size = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? length);
  return { bytes: memory.subarray(0, length), size, tag: ETag ?? '' };
}

/** In Node the body is a stream of buffers. */
function parseBody(body: GetObjectCommandOutput['Body']): AsyncIterable<Uint8Array> {
  return body as AsyncIterable<Uint8Array>;
}

function newMemory(bytes: number): Uint8Array {
  return Buffer.allocUnsafeSlow(bytes);
}
