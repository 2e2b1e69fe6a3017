// A site that answers under twelve addresses of this machine, a little later: work for several scrapers at a time.
import { type Handler, type Site, startSite } from './site/site.ts';

const HOSTS = Array.from({ length: 12 }, (_, n) => `127.0.1.${n + 1}`);

export interface ManyHosts {
  readonly site: Site;
  /** All hosts with their port, as settings want them. */
  readonly hosts: string;
  readonly urls: readonly string[];
}

/** `pages`: of each host. */
export async function startManyHosts({
  pages,
  answerMs,
}: {
  readonly pages: number;
  readonly answerMs: number;
}): Promise<ManyHosts> {
  const answer: Handler = (request, response) => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<title>${request.url}</title><main><h1>Page ${request.url}</h1><p>A text.</p></main>`);
    }, answerMs);
  };
  const paths = Array.from({ length: pages }, (_, n) => `/p/${n}`);
  const handlers = Object.fromEntries(paths.map((path) => [path, answer] as const));
  const site = await startSite(handlers, { host: '0.0.0.0' });
  const named = HOSTS.map((host) => `${host}:${site.port}`);
  return {
    site,
    hosts: named.join(','),
    urls: paths.flatMap((path) => named.map((host) => `http://${host}${path}`)),
  };
}
