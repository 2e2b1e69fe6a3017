// The parts of an address in the form of Apprise: `service://user:password@host:port/path?name=value`.

export interface NotificationUrl {
  /** In small letters, as it is written. */
  readonly named: string;
  /** Without the `s` that means TLS. */
  readonly service: string;
  /** How its server is asked. */
  readonly scheme: 'http' | 'https';
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Null: none is given. */
  readonly port: number | null;
  /** Host and port. */
  readonly authority: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** All behind the two slashes, as it is written. */
  readonly rest: string;
}

const FORM =
  /^([a-z][a-z0-9]{1,20}):\/\/((?:([^@/?]*)@)?([^/?#:]*)(?::(\d{1,5}))?([^?#]*)(?:\?([^#]*))?.*)$/is;
/** Null: it is none. */
export function notificationUrl(text: string): NotificationUrl | null {
  const [whole, written = '', rest = '', login = '', host = '', port, path = '', query = ''] =
    FORM.exec(text) ?? [];
  if (whole === undefined) return null;
  const named = written.toLowerCase();
  const isSecure = named.endsWith('s');
  const [user = '', ...password] = login.split(':');
  const plain = decoded(host);
  return {
    named,
    service: isSecure ? named.slice(0, -1) : named,
    scheme: isSecure ? 'https' : 'http',
    user: decoded(user),
    password: decoded(password.join(':')),
    host: plain,
    port: port === undefined ? null : Number(port),
    authority: port === undefined ? plain : [plain, port].join(':'),
    path: path
      .split('/')
      .filter((piece) => piece !== '')
      .map(decoded),
    // A plus sign in front of a name means a header.
    query: new URLSearchParams(query.replaceAll('+', '%2B')),
    rest,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that escapes nothing is one.
    return text;
  }
}
