// Messages published together: done when the broker has confirmed each of them, failed as soon as one is lost.
import type { WebloomError } from '../../domain/errors.ts';

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

  /** Called once, after the last message was sent. Resolves with the number of unroutable ones. */
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
