// Finds out within 3 s whether a download can work; without network the stack falls back at once.
import { connect } from 'node:net';

const PROBE_TIMEOUT_MS = 3_000;

type Env = Readonly<Record<string, string | undefined>>;

/** True if the origin of `url`, or the proxy set for it in the environment, accepts a connection in time. */
export function canReach(url: string, env: Env, timeoutMs: number = PROBE_TIMEOUT_MS): Promise<boolean> {
  const target = parseUrl(proxyFor(url, env) ?? url);
  if (target === undefined) return Promise.resolve(false);
  const port = Number(target.port) || (target.protocol === 'http:' ? 80 : 443);
  return canConnect(target.hostname.replace(/^\[|\]$/g, ''), port, timeoutMs);
}

function canConnect(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    // The socket's own timeout does not cover name resolution; this timer covers both.
    const timer = setTimeout(() => finish(false), timeoutMs);
    const finish = (reached: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

function proxyFor(url: string, env: Env): string | undefined {
  const read = (name: string): string | undefined => env[name] ?? env[name.toUpperCase()];
  const host = parseUrl(url)?.hostname ?? '';
  const direct = (read('no_proxy') ?? '').split(',').map((each) => each.trim().replace(/^\./, ''));
  if (direct.some((each) => each === '*' || (each !== '' && (host === each || host.endsWith(`.${each}`))))) {
    return undefined;
  }
  return read(url.startsWith('http:') ? 'http_proxy' : 'https_proxy') ?? read('all_proxy');
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
