// Reads a host's robots.txt, once for all dispatchers. A short lease on the host's document names who asks; a
// scraper fetches the file, in a slot of the host like any page, and its rules are kept for a day.
import type { ScrapeAnswer } from '../../domain/run/dispatch/message.ts';
import { NO_ROOM_MS } from '../../domain/run/dispatch/apply-answer.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import {
  type RobotsCache,
  isHostFailure,
  robotsDownSince,
  robotsRetryMs,
  robotsState,
} from '../../domain/web/politeness/robots-cache.ts';
import { SLOT_WINDOW_MS, backOffMs } from '../../domain/web/politeness/pace.ts';
import { MAX_ROBOTS_LENGTH, wholeLines } from '../../domain/web/robots/parse.ts';
import { MAX_ROBOTS_HOPS } from '../../domain/run/dispatch/redirect.ts';
import type { ReasonCode } from '../../domain/run/outcome.ts';
import { readBody } from '../pack/read-pack.ts';
import type { DispatchPorts, RunFacts } from './dispatch-ports.ts';
import type { HostView } from './host-cache.ts';
import { toMessage } from './to-message.ts';

const POLL_MS = 300;
const PUBLISH_AGAIN_MS = 1_000;
const MAX_ATTEMPTS = 3;

export interface RobotsTarget {
  readonly host: string;
  readonly chunkNo: number;
  /** Holder of the lease. */
  readonly holder: string;
}

interface Moment {
  readonly now: number;
  readonly delayMs: number;
}

export class RobotsFetch {
  readonly #ports: DispatchPorts;
  readonly #facts: RunFacts;
  readonly #at: RobotsTarget;
  /** Modes: no request (null), waiting for a slot or the next attempt (`waiting`), out (`sent`). */
  #request: WaitingVisit | null = null;
  #answer: ScrapeAnswer | null = null;
  #askedAt = 0;
  #leased = false;

  constructor(ports: DispatchPorts, facts: RunFacts, at: RobotsTarget) {
    this.#ports = ports;
    this.#facts = facts;
    this.#at = at;
  }

  /** Returns true if the answer was for this host's request. */
  take(answer: ScrapeAnswer): boolean {
    if (this.#request === null || answer.urlKey !== this.#request.visit.urlKey) return false;
    this.#answer = answer;
    return true;
  }

  /** Takes the next step; returns when to look again (epoch ms). */
  async advance(view: HostView, moment: Moment): Promise<number> {
    const { now } = moment;
    if (this.#answer !== null) return this.#settle(view, this.#answer, moment);
    const request = this.#request;
    if (request?.mode === 'sent' && request.replyBy > now) return request.replyBy;
    if (request?.mode === 'waiting' && request.dueAt > now) return request.dueAt;
    if (!(await this.#lease(view, moment))) return now + POLL_MS;
    const retryMs = robotsRetryMs(this.#facts.run.config.giveUpAfterMs);
    if (robotsState(view.doc?.robots, now, retryMs) === 'missing') return this.#ask(view, moment);
    // Another holder has read robots.txt meanwhile.
    await this.leave(view);
    return now + 1;
  }

  /** The request is out and not answered yet. */
  get isOut(): boolean {
    return this.#request?.mode === 'sent';
  }

  /** Gives up the lease, unless an answer may still come. */
  async leave(view: HostView): Promise<void> {
    if (!this.isOut) await this.release(view);
  }

  /** Gives up the lease, whether an answer may still come or not: nobody waits for it. */
  async release(view: HostView): Promise<void> {
    if (!this.#leased) return;
    this.#leased = false;
    await this.#ports.hosts.release(view.host, this.#at.holder);
  }

  /** Takes the lease for as long as an answer may take: the wait for a slot and the deadline of the fetch. */
  async #lease(view: HostView, { now, delayMs }: Moment): Promise<boolean> {
    const { hosts, hostCache } = this.#ports;
    const until = now + 2 * SLOT_WINDOW_MS + delayMs + this.#facts.run.config.fetch.deadlineMs;
    this.#leased = await hosts.lease(view.host, this.#at.holder, now, until);
    await hostCache.reload(view, now);
    return this.#leased;
  }

  async #ask(view: HostView, { now, delayMs }: Moment): Promise<number> {
    const request = this.#request ?? new WaitingVisit(this.#visit(now), 'robots', now);
    this.#request = request;
    if (request.mode === 'sent') request.waitUntil(now);
    if (delayMs > 0 && !request.slotted) {
      const wanted = { count: 1, delayMs, now, windowMs: SLOT_WINDOW_MS };
      const { first, count } = await this.#ports.hosts.reserve(request.host, wanted);
      if (count > 0) request.giveSlot(first);
      else request.voidSlot(Math.max(now + POLL_MS, (view.doc?.nextAt ?? 0) - SLOT_WINDOW_MS));
      if (count === 0) await this.leave(view);
      if (request.dueAt > now) return request.dueAt;
    }
    return this.#send(request, { now, delayMs });
  }

  #send(request: WaitingVisit, { now, delayMs }: Moment): number {
    const { broker, permits } = this.#ports;
    request.send({ now, delayMs, deadlineMs: this.#facts.run.config.fetch.deadlineMs });
    if (this.#askedAt === 0) this.#askedAt = now;
    const message = toMessage(this.#facts, request, {
      chunkNo: this.#at.chunkNo,
      gateSeq: permits.seqOf(this.#facts.run._id),
      replyTo: broker.replyTo,
      sentAt: now,
      validators: undefined,
    });
    const sent = request.sends;
    // Not waited for: a broker that hangs confirms nothing for many seconds, in which the gate of the run may close.
    broker.publish([message]).catch((error: unknown) => {
      this.#ports.log.warn(
        { host: this.#at.host, err: error },
        'robots.txt could not be asked for; tried again',
      );
      if (request.mode === 'sent' && request.sends === sent)
        request.waitUntil(this.#ports.clock.now().getTime() + PUBLISH_AGAIN_MS);
    });
    return request.replyBy;
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

  async #settle(view: HostView, answer: ScrapeAnswer, moment: Moment): Promise<number> {
    const { now, delayMs } = moment;
    this.#answer = null;
    const request = this.#request;
    if (request === null) return now + 1;
    const isGivenUp = answer.reason === 'proxy' && this.#isImpatient(now);
    const pauseMs = pauseAfter(answer, isGivenUp);
    if (pauseMs !== null) {
      request.waitUntil(now + pauseMs);
      return request.dueAt;
    }
    if (answer.outcome === 'moved-to' && request.hops < MAX_ROBOTS_HOPS && answer.finalUrl !== undefined) {
      request.moveTo(answer.finalUrl, now);
      return now + 1;
    }
    request.countAttempt();
    const { retryAfterMs } = answer;
    const robots = await this.#read(answer, now);
    const isUnreachable = robots.status === 'unreachable';
    if (isUnreachable && !isGivenUp && request.attempts < MAX_ATTEMPTS && retryAfterMs === undefined) {
      request.waitUntil(now + backOffMs(request.attempts, undefined, this.#ports.random()));
      return request.dueAt;
    }
    if (isUnreachable && retryAfterMs !== undefined)
      await this.#ports.hostCache.noteRefusal(view, { now, delayMs, retryAfterMs });
    await this.#keep(view, robots, now);
    return now + 1;
  }

  /** The proxy was away for as long as the run waits: what needs this robots.txt fails with that reason. */
  #isImpatient(now: number): boolean {
    return now - this.#askedAt > this.#facts.run.config.giveUpAfterMs;
  }

  async #keep(view: HostView, robots: RobotsCache, now: number): Promise<void> {
    const { hosts, hostCache } = this.#ports;
    const downSince = robotsDownSince(view.doc?.robots, this.#askedAt);
    await hosts.saveRobots(view.host, robots.status === 'unreachable' ? { ...robots, downSince } : robots);
    this.#request = null;
    this.#askedAt = 0;
    await this.leave(view);
    await hostCache.reload(view, now);
  }

  async #read(answer: ScrapeAnswer, now: number): Promise<RobotsCache> {
    if (isUnreadable(answer)) {
      const detail =
        answer.outcome === 'http-error' ? `status ${answer.status}` : (answer.detail ?? answer.reason ?? '');
      const { reason } = answer;
      const ofHost = reason !== undefined && isHostFailure(reason) ? { reason } : {};
      return { fetchedAt: now, status: 'unreachable', text: `robots.txt: ${detail}`, ...ofHost };
    }
    const { pack } = answer;
    if (answer.outcome !== 'fetched' || pack === undefined)
      return { fetchedAt: now, status: 'allow-all', text: '' };
    const body = await readBody(this.#ports.blobs, pack);
    // It was fetched, but nobody can tell what it says.
    if (body === null)
      return {
        fetchedAt: now,
        status: 'unreachable',
        text: 'robots.txt: its body is gone from the blob store',
      };
    const { text } = decodeText(body.subarray(0, MAX_ROBOTS_LENGTH), 'utf-8');
    return {
      fetchedAt: now,
      status: 'rules',
      text: body.length > MAX_ROBOTS_LENGTH ? wholeLines(text) : text,
    };
  }
}

/** How long it waits before it is asked for again, where nothing was fetched; null: the answer tells something. */
function pauseAfter({ outcome, reason }: ScrapeAnswer, isGivenUp: boolean): number | null {
  if (outcome === 'gated') return POLL_MS;
  if (outcome !== 'late' || isGivenUp) return null;
  return reason === 'disk-full' || reason === 'proxy' ? NO_ROOM_MS : 1;
}

/** After a redirect without a target there is no robots.txt, so everything may be fetched. */
const NOWHERE: readonly ReasonCode[] = ['redirect-loop', 'too-many-redirects', 'bad-redirect'];

/** Server errors and no answer: nothing may be fetched before it can be read (RFC 9309 section 2.3.1.4). */
function isUnreadable(answer: ScrapeAnswer): boolean {
  if (answer.outcome === 'http-error') return (answer.status ?? 0) >= 500 || answer.status === 429;
  if (answer.outcome === 'late') return true;
  return answer.outcome === 'failed' && !NOWHERE.some((reason) => answer.reason === reason);
}
