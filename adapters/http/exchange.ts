// A hop over undici's dispatcher: counts bytes, keeps only wanted bodies, ends at once when stopped.
import type { Dispatcher } from 'undici';
import { type FailureDetail, classifyFailure, ConnectionRefusedByPolicy } from './failure.ts';
import {
  type Hop,
  type HopCost,
  type HopResult,
  DISCARD_BYTES,
  isEnough,
  joinBody,
  joinHeaders,
  setCookiesOf,
  stopFailure,
  wantsBody,
} from './hop.ts';

export interface ConnectTimes {
  readonly dnsMs: number;
  readonly connectMs: number;
}

/** Cost of the connection just opened for this origin, if this hop is the first to use it; returned once. */
export type TakeConnectTimes = (origin: string, sinceMs: number) => ConnectTimes | null;

const HEADERS_TIMEOUT_MS = 20_000;
const IDLE_TIMEOUT_MS = 10_000;

/** `fresh`: the hop has opened its connection itself. */
export type ExchangeResult = HopResult & { readonly fresh: boolean };

export function exchange(
  dispatcher: Dispatcher,
  hop: Hop,
  takeTimes: TakeConnectTimes,
): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    const handler = new ExchangeHandler(hop, takeTimes, resolve);
    const { origin, pathname, search } = new URL(hop.url);
    try {
      dispatcher.dispatch(
        {
          origin,
          path: `${pathname}${search}`,
          ...(hop.post === undefined ? { method: 'GET' } : { method: 'POST', body: hop.post.text }),
          headers: hop.headers,
          headersTimeout: HEADERS_TIMEOUT_MS,
          bodyTimeout: IDLE_TIMEOUT_MS,
        },
        handler,
      );
    } catch (error) {
      handler.fail(classifyFailure(error, false));
    }
  });
}

/** Modes: waiting (queued or dialling) → sent → answered → settled. After `settled` every callback is ignored. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #hop: Hop;
  readonly #origin: string;
  readonly #takeTimes: TakeConnectTimes;
  readonly #resolve: (result: ExchangeResult) => void;
  readonly #createdMs = performance.now();
  readonly #onStop = (): void => this.fail(stopFailure(this.#hop.stop));
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #sentMs = 0;
  #firstByteMs = 0;
  #times: ConnectTimes | null = null;
  #status = 0;
  #headers: Record<string, string> = {};
  #setCookies: readonly string[] = [];
  readonly #chunks: Uint8Array[] = [];
  #wireBytes = 0;

  constructor(hop: Hop, takeTimes: TakeConnectTimes, resolve: (result: ExchangeResult) => void) {
    this.#hop = hop;
    this.#origin = new URL(hop.url).origin;
    this.#takeTimes = takeTimes;
    this.#resolve = resolve;
    if (hop.stop.aborted) this.#onStop();
    else hop.stop.addEventListener('abort', this.#onStop, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sentMs = performance.now();
    this.#times = this.#takeTimes(this.#origin, this.#createdMs);
    if (this.#settled) controller.abort(new Error('stopped before it was sent'));
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController): void {
    this.fail({ reason: 'protocol', detail: 'the server switched protocols' });
    controller.abort(new Error('upgrade refused'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.#settled || status < 200) return;
    this.#firstByteMs = performance.now() - this.#sentMs;
    this.#status = status;
    this.#headers = joinHeaders(headers);
    this.#setCookies = setCookiesOf(headers);
    const announced = Number(this.#headers['content-length'] ?? 0);
    if (wantsBody(this.#hop, status)) {
      if (announced > this.#hop.maxWireBytes && !this.#isEnough()) this.#tooLarge(announced);
    } else if (announced > DISCARD_BYTES) this.#succeed(true);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#settled) return;
    this.#wireBytes += chunk.length;
    if (!wantsBody(this.#hop, this.#status)) {
      if (this.#wireBytes > DISCARD_BYTES) this.#succeed(true);
      return;
    }
    this.#chunks.push(chunk);
    if (this.#wireBytes <= this.#hop.maxWireBytes) return;
    if (this.#isEnough()) this.#succeed(true);
    else this.#tooLarge(this.#wireBytes);
  }

  onResponseEnd(): void {
    if (!this.#settled) this.#succeed(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#settled) return;
    if (error instanceof ConnectionRefusedByPolicy) {
      this.#settle({ kind: 'refused', reason: error.reason, detail: error.message, cost: this.#cost() });
      return;
    }
    this.fail(classifyFailure(error, this.#status !== 0));
  }

  fail(failure: FailureDetail): void {
    if (this.#settled) return;
    this.#settle({ kind: 'failed', ...failure, cost: this.#cost() });
    this.#controller?.abort(new Error(failure.reason));
  }

  #isEnough(): boolean {
    return isEnough(this.#hop, this.#headers['content-encoding']);
  }

  #tooLarge(bytes: number): void {
    this.fail({ reason: 'too-large', detail: `${bytes} bytes sent, ${this.#hop.maxWireBytes} allowed` });
  }

  #succeed(cutShort: boolean): void {
    this.#settle({
      kind: 'response',
      status: this.#status,
      headers: this.#headers,
      setCookies: this.#setCookies,
      wire: joinBody(this.#chunks, this.#hop.maxWireBytes),
      cost: this.#cost(),
    });
    if (cutShort) this.#controller?.abort(new Error('the rest of the body is not wanted'));
  }

  #settle(result: HopResult): void {
    this.#settled = true;
    this.#hop.stop.removeEventListener('abort', this.#onStop);
    this.#resolve({ ...result, fresh: this.#times !== null || this.#sentMs === 0 });
  }

  #cost(): HopCost {
    const { dnsMs, connectMs } = this.#times ?? { dnsMs: 0, connectMs: 0 };
    return { wireBytes: this.#wireBytes, dnsMs, connectMs, firstByteMs: this.#firstByteMs };
  }
}
