// What to do about what hinders a connection to Temporal, in words.
import { WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { SPEAKS_TLS, findObstacle } from './find-obstacle.ts';

const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [
    /altnames|hostname|not valid for name/i,
    'Its certificate is of another name: set TEMPORAL_TLS_SERVER_NAME to the one in it.',
  ],
  [
    /self[- ]signed|unable to (?:verify|get)|unknown ?issuer/i,
    'Its certificate is signed by nobody who is trusted here: set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the authority that signed it.',
  ],
  [
    /certificate required|bad certificate|unknown ca|handshake failure/i,
    'It takes no caller without a certificate of its authority: set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH.',
  ],
  [/certificate has expired/i, 'Its certificate has to be renewed there.'],
  [
    /wrong version number|packet length too long/i,
    'It seems to speak no TLS: check TEMPORAL_TLS and the port in TEMPORAL_ADDRESS.',
  ],
  [new RegExp(SPEAKS_TLS), 'Set TEMPORAL_TLS=true, and what else it asks for.'],
  [
    /unauthorized|valid authentication|permission/i,
    'Check TEMPORAL_API_KEY or the certificate, what they may do, and TEMPORAL_NAMESPACE.',
  ],
];

/** `said`: by the library that could not connect. */
export function notReachable(server: string, said: string): string {
  return `${server} is not reachable (${said}). ${remedyOf(said) ?? 'Check that it runs, and TEMPORAL_ADDRESS.'}`;
}

function remedyOf(said: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(said))?.[1];
}

/** For a connection that did not come about. */
export async function notConnected(place: EnginePlace, cause: unknown): Promise<WebloomError> {
  const said = (await findObstacle(place)) ?? firstLines(cause);
  const message = notReachable(`Temporal at ${place.address}`, said);
  const facts = { dependency: 'temporal', ...given({ remedy: remedyOf(said) }) };
  return new WebloomError('dependency-unavailable', message, { facts, cause });
}

/** The first line of each error of the chain; libraries wrap the one that tells. */
function firstLines(error: unknown): string {
  const said: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    const [line = ''] = each.message.split('\n');
    if (!said.some((before) => before.includes(line))) said.push(line);
  }
  return said.length === 0 ? String(error) : said.join(': ');
}

const KNOWN_MS = 30_000;
const LOOK_AGAIN_MS = 5_000;

/**
 * Gives what was found lately, and looks again beside it: a call that failed answers at once, and the next ones say why.
 */
export function rememberObstacle(place: EnginePlace): () => string | null {
  let found: { readonly obstacle: string | null; readonly at: number } | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    found = { obstacle: await findObstacle(place), at: performance.now() };
  };
  return () => {
    const now = performance.now();
    if (now - lookedAt > LOOK_AGAIN_MS) {
      lookedAt = now;
      void look();
    }
    return found !== null && now - found.at < KNOWN_MS ? found.obstacle : null;
  };
}
