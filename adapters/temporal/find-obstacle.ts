// What hinders a connection to Temporal. The libraries say of most obstacles only that the connection is late; so one is opened by
// hand, as far as it can be told from: TCP, then TLS, or whether the server answers in HTTP/2 without it.
import { type Socket, connect as connectPlain, isIP } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { EnginePlace, EngineTls } from '../../domain/system/net/engine-place.ts';

const WITHIN_MS = 1_500;
/** In TLS 1.3 a server refuses our certificate after the handshake. */
const REFUSAL_MS = 300;
/** What a client of HTTP/2 says first: its preface, and settings that change nothing. */
const GREETING = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from('000000040000000000', 'hex'),
]);
/** First byte of TLS's record for an alert, which a server sends that was not greeted in TLS. */
const ALERT = 0x15;

export const SPEAKS_TLS = 'it answers in TLS alone';

/** In the words of the library; null: none was found. */
export async function findObstacle({ address, access }: EnginePlace): Promise<string | null> {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at).replace(/^\[(.*)\]$/, '$1');
  const port = Number(address.slice(at + 1));
  return access.tls === null ? greet(connectPlain({ host, port })) : shakeHands({ host, port }, access.tls);
}

type Tell = (obstacle: string | null) => void;

function within(socket: Socket, listen: (tell: Tell) => void): Promise<string | null> {
  return new Promise((resolve) => {
    const tell: Tell = (obstacle) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(obstacle);
    };
    const timer = setTimeout(tell, WITHIN_MS, null);
    socket.on('error', (error) => tell(error.message));
    listen(tell);
  });
}

function greet(socket: Socket): Promise<string | null> {
  return within(socket, (tell) => {
    socket.on('connect', () => socket.write(GREETING));
    socket.on('data', (said) => tell(said[0] === ALERT ? SPEAKS_TLS : null));
    socket.on('close', () => tell(SPEAKS_TLS));
  });
}

function shakeHands(
  place: { readonly host: string; readonly port: number },
  { authority, own, serverName }: EngineTls,
): Promise<string | null> {
  const name = serverName ?? (isIP(place.host) === 0 ? place.host : null);
  const options: ConnectionOptions = {
    ...place,
    ALPNProtocols: ['h2'],
    ...(name === null ? {} : { servername: name }),
    ...(authority === null ? {} : { ca: authority }),
    ...(own === null ? {} : { cert: own.certificate, key: own.key }),
  };
  const socket = connectTls(options);
  return within(socket, (tell) => {
    socket.on('secureConnect', () => setTimeout(tell, REFUSAL_MS, null));
    socket.on('close', () => tell('it closed the connection'));
  });
}
