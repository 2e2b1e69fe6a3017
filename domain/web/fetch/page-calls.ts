// What a page asks for by itself while a browser opens it: calls of its scripts, its frames, pages that steps lead to. Those to hosts
// that Webloom watches are judged one by one before they are sent, and counted.
import { counted } from '../../system/counted.ts';

/** Why a call is not made, in words that name its host. `until`: epoch ms from which it may be made; absent: never, as things stand. */
export interface CallRefusal {
  readonly why: string;
  readonly until?: number;
}

/** `unwatched`: no job fetches pages of its host. */
export type CallVerdict = 'allowed' | 'unwatched' | CallRefusal;

export interface CallJudge {
  /** Never rejects. */
  judge(url: string): Promise<CallVerdict>;
}

/** Calls to one watched host. */
export interface HostCalls {
  /** As `urlHost` writes it. */
  readonly host: string;
  readonly sent: number;
  readonly refused: number;
  /** Why the first that was refused was not sent; absent: all were sent. */
  readonly why?: string;
}

/** As previews tell them. */
export interface RefusedCalls {
  readonly host: string;
  readonly refused: number;
  readonly why?: string | undefined;
}

/** `3 calls: robots.txt of api.shop.example does not allow it (line 2: disallow /api/)` */
export function refusedCallWords(calls: readonly RefusedCalls[] = []): string[] {
  return refusedCalls(calls).map(({ host, refused, why }) => `${counted(refused, 'call')}: ${why ?? host}`);
}

export function refusedCalls<T extends Pick<HostCalls, 'refused'>>(calls: readonly T[] = []): T[] {
  return calls.filter(({ refused }) => refused > 0);
}

/** Told of one page. */
const MAX_HOSTS = 20;

export class PageCalls {
  readonly #judge: CallJudge;
  readonly #hosts = new Map<string, HostCalls>();
  #heldUntil: number | null = null;

  constructor(judge: CallJudge) {
    this.#judge = judge;
  }

  /** Before a call to `host` is sent. Null: it may be; then it counts as sent. */
  async ask(host: string, url: string): Promise<CallRefusal | null> {
    const verdict = await this.#judge.judge(url);
    if (verdict === 'unwatched') return null;
    const refusal = verdict === 'allowed' ? null : verdict;
    // It ends the look, which is then no page that lacks something.
    if (refusal?.until === undefined) this.#note(host, refusal);
    else this.#heldUntil ??= refusal.until;
    return refusal;
  }

  /** From when a host that was to be left alone may be asked, epoch ms; null: none was. */
  get heldUntil(): number | null {
    return this.#heldUntil;
  }

  /** By the names of their hosts: in which order a page calls them is chance. */
  get told(): readonly HostCalls[] {
    return [...this.#hosts.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1));
  }

  #note(host: string, refusal: CallRefusal | null): void {
    const known = this.#hosts.get(host);
    if (known === undefined && this.#hosts.size >= MAX_HOSTS) return;
    const { sent, refused, why } = known ?? { sent: 0, refused: 0 };
    const first = why ?? refusal?.why;
    this.#hosts.set(host, {
      host,
      sent: sent + (refusal === null ? 1 : 0),
      refused: refused + (refusal === null ? 0 : 1),
      ...(first === undefined ? {} : { why: first }),
    });
  }
}
