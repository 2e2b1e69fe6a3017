// Who may ask a host next among the chunks of a run: the one that was cut first. In turn instead of all at once, each is
// done, and shows, as soon as it can be.
export class Turns {
  /** Chunks of a run that have visits for a host ready to go. */
  readonly #wanting = new Map<string, Set<number>>();
  /** Chunks of a run of which it is not known yet which hosts they want. */
  readonly #beginning = new Map<string, Set<number>>();

  /** Until the returned function is called, chunks cut later wait: their visits may be for the same hosts. */
  begin(runId: string, chunkNo: number): () => void {
    add(this.#beginning, runId, chunkNo);
    return () => remove(this.#beginning, runId, chunkNo);
  }

  want(runId: string, host: string, chunkNo: number): void {
    add(this.#wanting, `${runId} ${host}`, chunkNo);
  }

  leave(runId: string, host: string, chunkNo: number): void {
    remove(this.#wanting, `${runId} ${host}`, chunkNo);
  }

  isNext(runId: string, host: string, chunkNo: number): boolean {
    const earlier = [this.#beginning.get(runId), this.#wanting.get(`${runId} ${host}`)];
    return earlier.every((chunks) => chunks === undefined || [...chunks].every((other) => other >= chunkNo));
  }
}

function add(chunks: Map<string, Set<number>>, key: string, chunkNo: number): void {
  const known = chunks.get(key);
  if (known === undefined) chunks.set(key, new Set([chunkNo]));
  else known.add(chunkNo);
}

function remove(chunks: Map<string, Set<number>>, key: string, chunkNo: number): void {
  const known = chunks.get(key);
  known?.delete(chunkNo);
  if (known?.size === 0) chunks.delete(key);
}
