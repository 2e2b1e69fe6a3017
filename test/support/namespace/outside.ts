// Run in a network namespace of its own: the world beyond a proxy. A site at a public address, by HTTP and HTTPS, and a proxy
// (proxy-chain) in front of it, in clear and encrypted, which wants a login and knows one name.
import type { lookup } from 'node:dns';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { Server, type ServerOptions } from 'proxy-chain';

const PUBLIC = '93.184.216.34';
const [proxyHost = '', keyFile = '', certFile = ''] = process.argv.slice(2);
const pair = { key: readFileSync(keyFile), cert: readFileSync(certFile) };

const site: http.RequestListener = (request, response) => {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end(`<title>${scheme} ${request.headers.host ?? ''}</title>`);
};

const NAMES: Readonly<Record<string, string>> = { 'shop.test': PUBLIC, 'unreached.test': '203.0.113.9' };

type Found = string | readonly { readonly address: string; readonly family: number }[];
type Answer = (error: Error | null, found: Found, family: number) => void;

/** The cast is needed because of the other forms that a look-up may have. */
const dnsLookup = ((name: string, options: { readonly all?: boolean }, answer: Answer) => {
  const address = NAMES[name];
  if (address === undefined) answer(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 4);
  else answer(null, options.all === true ? [{ address, family: 4 }] : address, 4);
}) as typeof lookup;

const common: ServerOptions = {
  host: proxyHost,
  prepareRequestFunction: ({ username, password }) => ({
    requestAuthentication: username !== 'anna' || password !== 's3cret',
    dnsLookup,
  }),
};

await once(http.createServer(site).listen(80, PUBLIC), 'listening');
await once(https.createServer(pair, site).listen(443, PUBLIC), 'listening');
await new Server({ ...common, port: 3128 }).listen();
await new Server({ ...common, port: 3129, serverType: 'https', httpsOptions: pair }).listen();
process.stdout.write('ready\n');
