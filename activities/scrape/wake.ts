// A bell: somebody waits until it rings or the time is up. Rings while nobody waits are kept.
export class Wake {
  #rung = false;
  #resolve: (() => void) | null = null;

  ring = (): void => {
    this.#rung = true;
    this.#resolve?.();
  };

  /** Resolves after the next ring, at once if it rang since the last wait, or after `timeoutMs`. */
  wait(timeoutMs: number): Promise<void> {
    if (this.#rung) {
      this.#rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#resolve = null;
        this.#rung = false;
        resolve();
      };
      const timer = setTimeout(finish, timeoutMs);
      this.#resolve = finish;
    });
  }
}
