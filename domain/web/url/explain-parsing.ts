// Explains what the URL standard itself does to a URL while parsing it, rule by rule.

export interface ParsingNote {
  readonly rule: string;
  /** What the rule did to this URL. */
  readonly did: string;
  /** The URL after this step. */
  readonly url: string;
  /** `fetch`: part of the URL that is fetched; `identity`: used only to tell pages apart. */
  readonly part: 'fetch' | 'identity';
}

interface Reading {
  readonly text: string;
  /** Scheme and authority as typed; '' for a relative text. */
  readonly authority: string;
  readonly rest: string;
  readonly url: URL;
  readonly hasBase: boolean;
}

interface ParsingRule {
  readonly rule: string;
  readonly did: (reading: Reading) => string;
  readonly applies: (reading: Reading) => boolean;
}

const RULES: readonly ParsingRule[] = [
  {
    rule: 'white space',
    did: () => 'dropped blanks around and line ends within',
    applies: ({ text }) => text !== text.trim() || /[\t\n\r]/.test(text),
  },
  {
    rule: 'relative',
    did: ({ url }) => `resolved to ${url.origin}`,
    applies: ({ authority, hasBase }) => authority === '' && hasBase,
  },
  {
    rule: 'backslashes',
    did: () => 'read \\ as /',
    applies: ({ text, url }) => isWeb(url) && (text.split(/[?#]/)[0] ?? '').includes('\\'),
  },
  {
    rule: 'host and scheme case',
    did: () => 'wrote scheme and host in lower case',
    applies: ({ authority }) => authority !== authority.toLowerCase(),
  },
  {
    rule: 'international name',
    did: ({ url }) => `the host is ${url.hostname} on the wire`,
    applies: ({ authority }) => /[^\u0020-\u007e]/.test(authority),
  },
  {
    rule: 'default port',
    did: ({ url }) => `dropped the port ${url.protocol}// has anyway`,
    applies: ({ authority, url }) => /:\d*$/.test(authority) && url.port === '',
  },
  {
    rule: 'dot segments',
    did: () => 'walked . and .. in the path',
    applies: ({ rest }) => /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|$)/i.test(rest.split(/[?#]/)[0] ?? ''),
  },
  {
    rule: 'empty path',
    did: () => 'the path of a host alone is /',
    applies: ({ authority, rest, url }) => authority !== '' && isWeb(url) && !/^[/\\]/.test(rest),
  },
  {
    rule: 'percent-encoding',
    did: () => 'encoded what may not stand in an address',
    applies: ({ rest, url }) => /[^\u0021-\u007e]|["<>`{}]/.test(rest.trim()) && url.href.includes('%'),
  },
];

function isWeb(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** Every step shows the parsed URL, because the standard applies all of these rules in one go. */
export function explainParsing(input: string, url: URL, base?: string): ParsingNote[] {
  const trimmed = input.trim();
  const authority = /^[a-z][a-z\d+.-]*:[/\\]{2}[^/\\?#]*/i.exec(trimmed)?.[0] ?? '';
  const rest = trimmed.slice(authority.length);
  const reading: Reading = { text: input, authority, rest, url, hasBase: base !== undefined };
  return RULES.filter(({ applies }) => applies(reading)).map(({ rule, did }) => ({
    rule,
    did: did(reading),
    url: url.href,
    part: 'fetch',
  }));
}
