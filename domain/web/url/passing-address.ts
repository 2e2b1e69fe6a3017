// Addresses that answer now and not tomorrow: with a token, a session or a time stamp in their query, or the number of a build of
// the site. A job of such an address would fail by itself.

const SECRET_NAME =
  /^(?:.*[-_])?(?:token|jwt|auth|authorization|session|sessionid|sid|sess|csrf|xsrf|nonce|sig|sign|signature|hmac|secret|password|apikey|api[-_]?key|access[-_]?key|key|ticket|code|state|visitor|visitorid|client[-_]?id|device[-_]?id|user[-_]?id)$/i;
/** The same at the end of a name as scripts write it: accessToken. */
const SECRET_TAIL = /[a-z\d](?:Token|Jwt|Session|SessionId|Csrf|Nonce|Signature|Secret|Password|ApiKey)$/;
const TIME_NAME =
  /^(?:_|t|ts|time|timestamp|now|exp|expires|expiry|rand|random|rnd|cb|cache|cachebuster|cachebust|bust)$/i;
const ID_NAME = /(?:^|[-_a-z])(?:id|ids|sku|ean|gtin|isbn|asin|slug|product|article|item|variant|category)$/i;
const JWT = /^eyJ[\w-]{8,}\.[\w-]+/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HEX = /^[0-9a-f]{32,}$/i;
const LONG_MIXED = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/=-]{24,}$/;
/** Seconds or milliseconds since 1970, from 2001 to 2065. */
const EPOCH = /^[12]\d{9}(?:\d{3})?$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const BUILD = /\/_next\/data\/[^/]+\//;
const SESSION_PATH = /;(?:jsessionid|phpsessid|sid)=/i;

/** In words what of it passes; null: nothing seems to. No value is repeated: it may be a secret. */
export function whatPasses(address: string): string | null {
  if (!URL.canParse(address)) return 'it is no address';
  const { username, password, pathname, searchParams } = new URL(address);
  if (username !== '' || password !== '') return 'it has a password in it';
  if (SESSION_PATH.test(pathname)) return 'it has a session in it';
  if (BUILD.test(pathname))
    return 'it has the number of a build of the site in it, which changes with each release';
  for (const [name, value] of searchParams) {
    const what = passingKind(name, value);
    if (what !== null) return `“${name}” in its query looks like ${what}`;
  }
  return null;
}

/** What a value of this name looks like that is good for a while alone; null: nothing of that kind. */
export function passingKind(name: string, value: string): string | null {
  if (EPOCH.test(value) && !ID_NAME.test(name)) return 'a time stamp';
  if (MOMENT.test(value) || (TIME_NAME.test(name) && /\d{4}/.test(value))) return 'a time stamp';
  if (value === '') return null;
  if (JWT.test(value)) return 'a token';
  if (isSecretName(name) && value.length >= 6) return /sess|sid/i.test(name) ? 'a session' : 'a token';
  if (ID_NAME.test(name)) return null;
  return UUID.test(value) || HEX.test(value) || LONG_MIXED.test(value) ? 'a token' : null;
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_TAIL.test(name);
}
