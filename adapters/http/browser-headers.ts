// Headers as a desktop browser sends them, in its order and spelling; one set per host, so that each host
// always meets the same visitor.
import { HeaderGenerator } from 'header-generator';
import { ACCEPT_ENCODING } from './decode-body.ts';

type HeaderList = readonly (readonly [name: string, value: string])[];

const MAX_HOSTS = 1_000;

/** Headers of the plain profile that the browser's own ones replace. */
const BROWSERS_OWN: ReadonlySet<string> = new Set(['user-agent', 'accept', 'accept-encoding']);

export class BrowserHeaders {
  readonly #generator = new HeaderGenerator({
    httpVersion: '1',
    browsers: ['chrome', 'firefox'],
    devices: ['desktop'],
    locales: ['en-US'],
  });
  readonly #byHost = new Map<string, HeaderList>();

  /** The headers of a request in the browser's form for this host. */
  dress(host: string, plain: Readonly<Record<string, string>>): HeaderList {
    const own = Object.entries(plain).filter(([name]) => !BROWSERS_OWN.has(name));
    const names = new Set(own.map(([name]) => name));
    return [...this.#headersFor(host).filter(([name]) => !names.has(name.toLowerCase())), ...own];
  }

  #headersFor(host: string): HeaderList {
    const known = this.#byHost.get(host);
    if (known !== undefined) return known;
    const headers: [string, string][] = [['Connection', 'keep-alive']];
    for (const [name, value] of Object.entries(this.#generator.getHeaders())) {
      const key = name.toLowerCase();
      // Which codings are accepted depends on the decoder, not on the browser that is imitated.
      if (key === 'accept-encoding') headers.push([name, ACCEPT_ENCODING]);
      else if (key !== 'connection' && key !== 'host') headers.push([name, value]);
    }
    const [oldest] = this.#byHost.keys();
    if (this.#byHost.size >= MAX_HOSTS && oldest !== undefined) this.#byHost.delete(oldest);
    this.#byHost.set(host, headers);
    return headers;
  }
}
