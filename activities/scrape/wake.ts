// A bell for one waiter: it waits until the bell rings or the time is up. A ring while nobody waits is kept.
export class Wake {
  #rung = false;
  #resolve: (() => void) | null = null;

  ring = (): void => {
    this.#rung = true;
    this.#resolve?.();
  };

  /** Resolves after the next ring or after `timeoutMs`; at once if the bell rang since the last wait. */
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
