// What a renderer knows of the hosts that pages call: their documents, some seconds old, with their robots.txt parsed. Only
// dispatchers write them.
import type { Clock, Log } from '../../domain/system/clock.ts';
import type { CallJudge, CallVerdict } from '../../domain/web/fetch/page-calls.ts';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import type { RobotsCache } from '../../domain/web/politeness/robots-cache.ts';
import { type CalledHost, type CallingPage, judgeCall } from '../../domain/web/render/judge-call.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { ALLOW_ALL } from '../../domain/web/robots/rules.ts';
import { urlHost } from '../../domain/web/url/key.ts';

export interface KnownHostsPorts {
  readonly hosts: Pick<HostStore, 'get'>;
  /** The database's clock. */
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
}

/** A page calls one host often within a moment, and most of what it calls is of no job. */
const FRESH_MS = 5_000;
const MAX_HOSTS = 5_000;
const UNKNOWN: CalledHost = { doc: null, rules: ALLOW_ALL };

interface View {
  readonly loadedAt: number;
  readonly host: Promise<CalledHost>;
  /** Its robots.txt was read when it was loaded. A host without may have got one since: the visit before it is asked for. */
  hasRobots: boolean;
}

interface Moment {
  readonly now: number;
  /** When the page began. */
  readonly begunAt: number;
}

export class KnownHosts {
  readonly #ports: KnownHostsPorts;
  readonly #views = new Map<string, View>();

  constructor(ports: KnownHostsPorts) {
    this.#ports = ports;
  }

  judgeFor(page: CallingPage): CallJudge {
    const begunAt = this.#ports.clock.now().getTime();
    return { judge: (url) => this.#judge(page, url, begunAt) };
  }

  async #judge(page: CallingPage, url: string, begunAt: number): Promise<CallVerdict> {
    const now = this.#ports.clock.now().getTime();
    return judgeCall(page, url, await this.#view(urlHost(url), { now, begunAt }), now);
  }

  #view(name: string, { now, begunAt }: Moment): Promise<CalledHost> {
    const known = this.#views.get(name);
    if (known !== undefined && now - known.loadedAt <= FRESH_MS)
      if (known.hasRobots || known.loadedAt >= begunAt) return known.host;
    if (this.#views.size >= MAX_HOSTS) this.#views.clear();
    const host = this.#load(name, known?.host);
    const view: View = { loadedAt: now, host, hasRobots: false };
    this.#views.set(name, view);
    void host.then(({ doc }) => {
      view.hasRobots = doc?.robots !== undefined;
    });
    return host;
  }

  /** Where the store is away, what was known holds: the page is whole then, and nothing else of the run goes on. */
  async #load(name: string, before: Promise<CalledHost> | undefined): Promise<CalledHost> {
    const known = (await before) ?? UNKNOWN;
    try {
      const doc = await this.#ports.hosts.get(name);
      const isSame = doc?.robots?.fetchedAt === known.doc?.robots?.fetchedAt;
      return { doc, rules: isSame ? known.rules : rulesOf(doc?.robots) };
    } catch (error) {
      this.#ports.log.warn({ host: name, err: error }, 'What is known of a called host could not be read');
      return known;
    }
  }
}

function rulesOf(robots: RobotsCache | undefined): CalledHost['rules'] {
  return robots?.status === 'rules' ? parseRobots(robots.text) : ALLOW_ALL;
}
