// Which of a run's chunks may ask a host next: the one that was cut first. Chunks that take turns are each
// done as early as possible, so their pages show earlier than if all were asked at once.
export class Turns {
  /** Chunks with visits that could be sent, by run and host. */
  readonly #wanting = new Map<string, Set<number>>();
  /** Chunks that have just begun, by run: it is not known yet which hosts they want. */
  readonly #beginning = new Map<string, Set<number>>();

  /** Until the returned function is called, chunks cut later wait at every host: this chunk may want it. */
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
