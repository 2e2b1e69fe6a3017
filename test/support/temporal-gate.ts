// A gate before a Temporal server that speaks no TLS: it ends the TLS, may ask for a certificate of the caller and for an API key,
// and may keep the operator's calls to itself, as a hosted server does. What it lets through goes to the real server.
import {
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  connect,
  constants,
  createSecureServer,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Signed } from './make-authority.ts';

export interface GateOptions {
  /** `host:port` of the server behind it. */
  readonly behind: string;
  readonly server: Signed;
  /** PEM of the authority of callers; absent: nobody needs a certificate. */
  readonly callers?: string;
  readonly apiKey?: string;
  /** The operator's calls that are refused, by the end of their path; default: none. */
  readonly refused?: RegExp;
}

export interface TemporalGate {
  /** `host:port` */
  readonly address: string;
  /** Namespaces that callers named in a header. */
  readonly namespaces: ReadonlySet<string>;
  close(): Promise<void>;
}

const UNAUTHENTICATED = '16';
const PERMISSION_DENIED = '7';

export async function openTemporalGate(options: GateOptions): Promise<TemporalGate> {
  const { server, callers } = options;
  const namespaces = new Set<string>();
  const sessions = new Set<ServerHttp2Session>();
  const inner: ClientHttp2Session = connect(`http://${options.behind}`);
  inner.on('error', () => undefined);
  const asked = callers === undefined ? {} : { ca: callers, requestCert: true, rejectUnauthorized: true };
  const outer = createSecureServer({ key: server.key, cert: server.cert, ...asked });
  outer.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => undefined);
  });
  outer.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    namespaces.add(String(headers['temporal-namespace'] ?? ''));
    const refusal = refusalOf(headers, options);
    if (refusal === null) passOn(stream, headers, inner);
    else refuse(stream, refusal);
  });
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(outer.address() as AddressInfo).port}`,
    namespaces,
    async close() {
      for (const session of sessions) session.destroy();
      inner.destroy();
      await new Promise((resolve) => outer.close(resolve));
    },
  };
}

function refusalOf(headers: IncomingHttpHeaders, { apiKey, refused }: GateOptions): string | null {
  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) return UNAUTHENTICATED;
  return refused?.test(String(headers[':path'])) === true ? PERMISSION_DENIED : null;
}

function refuse(stream: ServerHttp2Stream, status: string): void {
  const words = status === UNAUTHENTICATED ? 'Request unauthorized.' : 'the operator keeps this to himself';
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': status, 'grpc-message': words },
    { endStream: true },
  );
}

/** Headers, both bodies and the trailers, which hold gRPC's verdict. */
function passOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, inner: ClientHttp2Session): void {
  const { ':authority': _authority, ':scheme': _scheme, ...rest } = headers;
  const call = inner.request(rest);
  call.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.on('close', () => call.close(constants.NGHTTP2_CANCEL));
  stream.pipe(call);
  let trailers: IncomingHttpHeaders = {};
  call.on('trailers', (given) => (trailers = given));
  call.on('response', ({ ':status': status, ...answer }, flags) => {
    const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond({ ':status': status, ...answer }, { endStream: isWhole, waitForTrailers: !isWhole });
    if (isWhole) return;
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    call.pipe(stream);
  });
}
