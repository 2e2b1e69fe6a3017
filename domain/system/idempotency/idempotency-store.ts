// Port for answers kept under a caller's Idempotency-Key, so that a repeated request is answered, not done again.
interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface IdempotencyRecord {
  /** Hash of route and key. */
  readonly _id: string;
  /** Hash of the request; another one under the same key is refused. */
  readonly fingerprint: string;
  /** Absent while the first request is being handled. */
  readonly answer?: KeptAnswer;
  /** Epoch ms; afterwards the key is free again. */
  readonly until: number;
}

export interface IdempotencyStore {
  /** Null: the key is ours until `record.until`. Otherwise what is there. */
  begin(record: IdempotencyRecord, now: number): Promise<IdempotencyRecord | null>;
  finish(id: string, answer: KeptAnswer, until: number): Promise<void>;
  /** Gives the key back: the request failed in a way that a repeat may cure. */
  release(id: string): Promise<void>;
}
