// Messages published together: done when the broker has confirmed all, failed when one is lost.
import type { WebloomError } from '../../domain/system/errors.ts';

export class PublishBatch {
  #unsettled = 0;
  #returned = 0;
  #error: WebloomError | null = null;
  #settle: (() => void) | null = null;

  get failed(): boolean {
    return this.#error !== null;
  }

  sent(): void {
    this.#unsettled += 1;
  }

  confirmed(returned: boolean): void {
    this.#unsettled -= 1;
    if (returned) this.#returned += 1;
    if (this.#unsettled === 0) this.#settle?.();
  }

  fail(error: WebloomError): void {
    this.#error ??= error;
    this.#settle?.();
  }

  /** To be called once, after the last message was sent. Resolves with the number of unroutable messages. */
  async finished(): Promise<number> {
    if (this.#unsettled > 0 && this.#error === null) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
      });
    }
    if (this.#error !== null) throw this.#error;
    return this.#returned;
  }
}
