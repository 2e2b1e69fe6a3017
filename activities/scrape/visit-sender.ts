// Sends the visits of a chunk that are due to the scrapers, as messages by the broker. One that the broker does not confirm was
// no attempt, and is due again soon.
import type { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import type { ChunkClock } from './chunk-clock.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import type { Hearing } from './hearing.ts';
import type { HostQueue } from './host-queue.ts';
import { toMessage } from './to-message.ts';
import type { Wake } from './wake.ts';

const PUBLISH_AGAIN_MS = 1_000;

/** What a page sent with its last body, to be asked whether it is the same. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

interface ChunkParts {
  readonly chunkNo: number;
  readonly hearing: Hearing;
  readonly clock: ChunkClock;
  readonly wake: Wake;
  readonly queueOf: (host: string) => HostQueue;
}

export class VisitSender {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #chunk: ChunkParts;
  readonly #validators = new Map<string, Validators>();
  readonly #pictured = new Map<string, string>();

  constructor(ports: DispatchPorts, facts: RunFacts, chunk: ChunkParts) {
    this.#ports = ports;
    this.#facts = facts;
    this.#chunk = chunk;
  }

  setValidators(urlKey: string, validators: Validators): void {
    this.#validators.set(urlKey, validators);
  }

  setPictured(urlKey: string, hash: string): void {
    this.#pictured.set(urlKey, hash);
  }

  send(ready: readonly WaitingVisit[], now: number): void {
    const messages = ready.map((waiting) => this.#toMessage(waiting, now));
    const sends = new Map(ready.map((waiting) => [waiting, waiting.sends]));
    // Not waited for: a broker that hangs confirms nothing for many seconds, in which the gate may close.
    this.#chunk.hearing.publish(messages, now).catch((error: unknown) => {
      const runId = this.#facts.run._id;
      this.#ports.log.warn({ runId, err: error }, 'work could not be published; tried again');
      // What was sent again meanwhile is another message.
      for (const [waiting, sent] of sends) if (waiting.sends === sent) this.#unsend(waiting);
      this.#chunk.wake.ring();
    });
  }

  #toMessage(waiting: WaitingVisit, now: number): ReturnType<typeof toMessage> {
    const { broker, permits } = this.#ports;
    const { run } = this.#facts;
    const { chunkNo, clock, queueOf } = this.#chunk;
    const queue = queueOf(waiting.host);
    waiting.send({ now, delayMs: queue.delayMs, deadlineMs: run.config.fetch.deadlineMs });
    clock.moved(now);
    queue.left();
    return toMessage(this.#facts, waiting, {
      chunkNo,
      gateSeq: permits.seqOf(run._id),
      replyTo: broker.replyTo,
      sentAt: now,
      validators: this.#validators.get(waiting.visit.urlKey),
      pictured: this.#pictured.get(waiting.visit.urlKey),
    });
  }

  /** The broker did not confirm the message: no attempt. If it arrived all the same, its answer is used. */
  #unsend(waiting: WaitingVisit): void {
    if (waiting.mode !== 'sent') return;
    this.#chunk.queueOf(waiting.host).landed();
    waiting.unsend(this.#ports.clock.now().getTime() + PUBLISH_AGAIN_MS);
  }
}
