// `mailto://` of Apprise as a channel: which server sends is known by the domain, or named.
import type { NotificationUrl } from './notification-url.ts';

/** Servers of providers, which their addresses do not name. */
const SERVERS: Readonly<Record<string, string>> = {
  'fastmail.com': 'smtp.fastmail.com',
  'gmail.com': 'smtp.gmail.com',
  'googlemail.com': 'smtp.gmail.com',
  'gmx.net': 'mail.gmx.net',
  'hotmail.com': 'smtp-mail.outlook.com',
  'icloud.com': 'smtp.mail.me.com',
  'outlook.com': 'smtp-mail.outlook.com',
  'yahoo.com': 'smtp.mail.yahoo.com',
  'yandex.com': 'smtp.yandex.com',
  'zoho.com': 'smtp.zoho.com',
};
const RELAY = 25;
const SUBMISSION = 587;
const ENCRYPTED = 465;

/** Null: nothing says whom it is from. */
export function mailChannel(url: NotificationUrl): unknown {
  const { user, password, host, query } = url;
  const domain = host.toLowerCase();
  const login = query.get('user') ?? user;
  const known = SERVERS[domain];
  const from = addressIn(query.get('from') ?? '') ?? fullAddress(login, domain);
  if (from === '') return null;
  return {
    kind: 'email',
    server: query.get('smtp') ?? known ?? domain,
    ...connection(url, known === undefined && login === ''),
    user: known === undefined ? login : fullAddress(login, domain),
    ...(password === '' ? {} : { password: query.get('pass') ?? password }),
    from,
    to: receivers(url, from),
  };
}

/** `isOwn`: a server of one's own that asks for no login; such servers listen at port 25. */
function connection(
  { scheme, port, query }: NotificationUrl,
  isOwn: boolean,
): { readonly port: number; readonly security: string } {
  const given = port ?? (isOwn && scheme === 'http' ? RELAY : SUBMISSION);
  if (given === ENCRYPTED || query.get('mode') === 'ssl') return { port: given, security: 'tls' };
  return { port: given, security: given === RELAY && isOwn ? 'none' : 'starttls' };
}

function receivers({ path, query }: NotificationUrl, from: string): string[] {
  const listed = [...path, ...(query.get('to') ?? '').split(/[,;\s]+/)].filter((one) => one.includes('@'));
  return listed.length > 0 ? listed : [from];
}

function fullAddress(name: string, domain: string): string {
  return name.includes('@') || name === '' ? name : [name, domain].join('@');
}

/** Of `Name <a@b.example>` the address. */
function addressIn(text: string): string | null {
  return /[^\s<>]+@[^\s<>]+/.exec(text)?.[0] ?? null;
}
