// A site whose pages are built by JavaScript: what the server sends is a script, and all they say comes from an address of its own.
// Two of its addresses are trouble: one never answers, the script of the other never ends.
import { type Site, startSite, type Handler } from '../site/site.ts';

export interface ScriptedPages {
  readonly site: Site;
  /** `host:port` */
  readonly host: string;
  readonly paths: readonly string[];
  readonly trouble: { readonly silent: string; readonly endless: string };
  /** How often anybody asked for what the pages say. */
  asked(): number;
  /** All pages say something else from now on. */
  revise(): void;
  close(): Promise<void>;
}

/** Until a page is told what it says. */
const LATENCY_MS = 300;

const SHELL = `<!doctype html><title>A shop</title><main id="app"></main><script>
fetch('/data' + location.pathname).then((answer) => answer.json()).then(({ name, price, text }) => {
  document.title = name;
  document.querySelector('#app').innerHTML = '<h1></h1><p class="price"></p><p class="text"></p>';
  document.querySelector('h1').textContent = name;
  document.querySelector('.price').textContent = price;
  document.querySelector('.text').textContent = text;
});
</script>`;

export async function startScriptedPages(pages: number): Promise<ScriptedPages> {
  const paths = Array.from({ length: pages }, (_, index) => `/item-${index + 1}`);
  let revision = 0;
  const handlers: Record<string, Handler> = {
    '/silent': () => undefined,
    '/endless': sent('text/html', () => '<main><h1>Endless</h1></main><script>for (;;) {}</script>'),
  };
  for (const [index, path] of paths.entries()) {
    handlers[path] = sent('text/html', () => SHELL);
    handlers[`/data${path}`] = later(
      sent('application/json', () => JSON.stringify(contentOf(index + 1, revision))),
    );
  }
  const site = await startSite(handlers);
  return {
    site,
    host: `${site.host}:${site.port}`,
    paths,
    trouble: { silent: '/silent', endless: '/endless' },
    asked: () => site.log.filter(({ path }) => path.startsWith('/data/')).length,
    revise: () => {
      revision += 1;
    },
    close: () => site.close(),
  };
}

function sent(contentType: string, body: () => string): Handler {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': `${contentType}; charset=utf-8` }).end(body());
}

function later(handler: Handler): Handler {
  return (request, response) => {
    setTimeout(() => handler(request, response), LATENCY_MS);
  };
}

function contentOf(number: number, revision: number): object {
  return {
    name: `Item ${number}`,
    price: `€ ${number * 10 + revision}.00`,
    text: `Item ${number} is made by hand in a small workshop near the sea, in edition ${revision + 1} of its kind.`,
  };
}
