// The site of the pages that are rendered, in a process of its own, so that its CPU is nobody's; prints {"url"} and answers at
// `/__calls` how often it was asked for JSON. It ends with its standard input.
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import process from 'node:process';
import { type PageKind, PAGE_KINDS, builtData, builtPage } from './built-page.ts';

let calls = 0;

function handle({ url = '/' }: IncomingMessage, response: ServerResponse): void {
  const send = (type: string, body: string): void =>
    void response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  const [, json, name, page] = /^(\/json)?\/([a-z]+)\/(\d+)$/.exec(url) ?? [];
  const kind = PAGE_KINDS.find((one) => one === name);
  if (url === '/__calls') send('application/json', String(calls));
  else if (kind === undefined) response.writeHead(404).end();
  else if (json === undefined) send('text/html', builtPage(kind, Number(page)));
  else send('application/json', answer(kind, Number(page)));
}

function answer(kind: PageKind, page: number): string {
  calls += 1;
  return JSON.stringify(builtData(kind, page));
}

const server = createServer(handle).listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null)
    console.log(JSON.stringify({ url: `http://127.0.0.1:${address.port}` }));
});
process.stdin.resume().once('end', () => {
  server.close();
  server.closeAllConnections();
});
