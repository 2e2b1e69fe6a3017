// Gets a host's robots.txt, once for all dispatchers: a short lease on the host document names who asks, the file is
// fetched by a scraper like everything else, and what it says is kept for a day.
import type { ScrapeAnswer } from '../../domain/dispatch/message.ts';
import { type WaitingVisit, toWaiting } from '../../domain/dispatch/waiting-visit.ts';
import { decodeText } from '../../domain/fetch/charset.ts';
import { type RobotsCache, isHostFailure } from '../../domain/host/robots-cache.ts';
import { backOffMs } from '../../domain/politeness/pace.ts';
import { MAX_ROBOTS_LENGTH } from '../../domain/robots/parse.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import type { HostView } from './host-book.ts';
import { toMessage } from './to-message.ts';

const LEASE_MS = 30_000;
const POLL_MS = 300;
const MAX_ATTEMPTS = 3;
const MAX_HOPS = 5;

export class RobotsFetch {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #at: { host: string; chunkNo: number };
  readonly #holder: string;
  #request: WaitingVisit | null = null;
  #answer: ScrapeAnswer | null = null;
  #retryAt = 0;

  constructor(ports: DispatchPorts, facts: RunFacts, at: { host: string; chunkNo: number }) {
    this.#ports = ports;
    this.#facts = facts;
    this.#at = at;
    this.#holder = `${facts.run._id}:${at.chunkNo}:${ports.ids.ulid()}`;
  }

  /** True when the answer was this host's. */
  take(answer: ScrapeAnswer): boolean {
    if (this.#request === null || answer.urlKey !== this.#request.visit.urlKey) return false;
    this.#answer = answer;
    return true;
  }

  /** One step towards the file; returns when to look again (epoch ms). */
  async advance(view: HostView, now: number): Promise<number> {
    if (this.#answer !== null) return this.#settle(view, this.#answer, now);
    if (this.#request !== null && this.#request.replyBy > now) return this.#request.replyBy;
    if (this.#retryAt > now) return this.#retryAt;
    const { hosts, hostBook } = this.#ports;
    const leased = await hosts.lease(view.host, this.#holder, now, now + LEASE_MS);
    if (leased) return this.#ask(now);
    await hostBook.reload(view, now);
    return now + POLL_MS;
  }

  async #ask(now: number): Promise<number> {
    const request = this.#request ?? toWaiting(this.#visit(now), 'robots', now);
    this.#request = request;
    request.sends += 1;
    const { broker, gates } = this.#ports;
    const message = toMessage(this.#facts, request, {
      chunkNo: this.#at.chunkNo,
      now,
      delayMs: 0,
      gateSeq: gates.seqOf(this.#facts.run._id),
      replyTo: broker.replyTo,
      validators: undefined,
    });
    try {
      await broker.publish([message]);
      return request.replyBy;
    } catch (error) {
      this.#ports.log.warn(
        { host: this.#at.host, error: String(error) },
        'robots.txt could not be asked for; tried again',
      );
      request.replyBy = 0;
      return now + 1_000;
    }
  }

  #visit(now: number): WaitingVisit['visit'] {
    const sample = this.#facts.schemeOf(this.#at.host);
    const url = `${sample}//${this.#at.host}/robots.txt`;
    return {
      urlKey: `robots ${this.#at.host}`,
      url,
      depth: 0,
      visit: 1,
      attempts: 0,
      dueAt: now,
      firstDueAt: now,
    };
  }

  async #settle(view: HostView, answer: ScrapeAnswer, now: number): Promise<number> {
    this.#answer = null;
    const request = this.#request;
    if (request === null) return now;
    if (answer.outcome === 'late') return this.#ask(now);
    if (answer.outcome === 'gated') {
      request.replyBy = 0;
      return now + POLL_MS;
    }
    if (answer.outcome === 'moved-to' && request.hops < MAX_HOPS && answer.finalUrl !== undefined) {
      request.url = answer.finalUrl;
      request.hops += 1;
      return this.#ask(now);
    }
    request.attempts += 1;
    if (isUnreachable(answer) && request.attempts < MAX_ATTEMPTS) {
      this.#retryAt = now + backOffMs(request.attempts, undefined, this.#ports.random());
      request.replyBy = 0;
      return this.#retryAt;
    }
    const { hosts, hostBook } = this.#ports;
    await hosts.saveRobots(view.host, await this.#read(answer, now));
    await hosts.release(view.host, this.#holder);
    await hostBook.reload(view, now);
    this.#request = null;
    return now;
  }

  async #read(answer: ScrapeAnswer, now: number): Promise<RobotsCache> {
    if (isUnreachable(answer)) {
      const detail =
        answer.outcome === 'http-error' ? `status ${answer.status}` : (answer.detail ?? answer.reason ?? '');
      const { reason } = answer;
      const ofHost = reason !== undefined && isHostFailure(reason) ? { reason } : {};
      return { fetchedAt: now, status: 'unreachable', text: `robots.txt: ${detail}`, ...ofHost };
    }
    const { pack } = answer;
    if (answer.outcome !== 'fetched' || pack === undefined)
      return { fetchedAt: now, status: 'allow-all', text: '' };
    // One byte more than counts: the parser sees whether its last line was cut.
    const bytes = await this.#ports.blobs.slice(
      pack.key,
      pack.offset,
      Math.min(pack.length, MAX_ROBOTS_LENGTH),
    );
    if (bytes === null) return { fetchedAt: now, status: 'allow-all', text: '' };
    return { fetchedAt: now, status: 'rules', text: decodeText(bytes, 'utf-8').text };
  }
}

/** Server errors and no answer: nothing may be fetched until it can be read (RFC 9309 section 2.3.1.4). */
function isUnreachable(answer: ScrapeAnswer): boolean {
  if (answer.outcome === 'http-error') return (answer.status ?? 0) >= 500 || answer.status === 429;
  return (
    answer.outcome === 'failed' && answer.reason !== 'redirect-loop' && answer.reason !== 'too-many-redirects'
  );
}
