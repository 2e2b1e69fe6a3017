// What the client asks for and what it reads of an answer, so that another sender than the built-in fetch can be given.

export interface AskedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** What the client reads of an answer; the `Response` of fetch has it. */
export interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
  text(): Promise<string>;
}

export type Fetch = (url: URL, asked: AskedRequest) => Promise<Answer>;
