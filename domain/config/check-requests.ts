// Faults of what a job sends to its pages, and of the link that stands for its page: each has to make sense beside the rest.
import { type Fault, toPointer } from '../system/fault.ts';
import { type Members, members } from './check-meaning.ts';

export function checkRequests(config: Members): Fault[] {
  const fetch = members(config['fetch']);
  return [
    ...bodyFaults(fetch),
    ...postFaults(config, fetch),
    ...certificateFaults(config, fetch),
    ...linkFaults(config),
  ];
}

function bodyFaults({ method, body }: Members): Fault[] {
  if (body === undefined) return [];
  const { type, text } = members(body);
  if (method === 'GET')
    return [
      fault('fetch', ['method'], 'no-effect', 'A body is sent by POST: leave method out, or the body.'),
    ];
  if (type !== 'json' || typeof text !== 'string' || text === '') return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [fault('fetch', ['body', 'text'], 'invalid-json', `It is no JSON: ${why}.`)];
  }
}

/** Whoever opens a page in a browser, or follows a link, asks by GET. */
function postFaults(config: Members, { method, body, ...fetch }: Members): Fault[] {
  if (method !== 'POST' && body === undefined) return [];
  const place = body === undefined ? ['method'] : ['body'];
  const { kind } = members(config['source']);
  const faults: Fault[] = [];
  if (typeof kind === 'string' && kind !== 'pages')
    faults.push(
      fault(
        'fetch',
        place,
        'no-effect',
        'Only pages of a list can be asked for by POST: what a crawl, a list, a sitemap or a feed names is asked for by GET.',
      ),
    );
  if (isOpened(config, fetch) || fetch['keepServed'] === true)
    faults.push(
      fault(
        'fetch',
        place,
        'no-effect',
        'A browser opens pages by GET: leave out what a browser does, or method and body.',
      ),
    );
  return faults;
}

/** Whether a browser opens each page. */
function isOpened(config: Members, fetch: Members): boolean {
  const { render, screenshot = 'none' } = fetch;
  return (
    render === 'always' ||
    screenshot !== 'none' ||
    ['waitFor', 'scroll', 'steps'].some((name) => fetch[name] !== undefined) ||
    members(config['changes'])['watch'] === 'picture'
  );
}

function certificateFaults(config: Members, fetch: Members): Fault[] {
  if (fetch['uncheckedCertificates'] === undefined || !isOpened(config, fetch)) return [];
  const detail =
    'A browser checks every certificate: leave out what a browser does, or have the machine trust the authority of the site.';
  return [fault('fetch', ['uncheckedCertificates'], 'no-effect', detail)];
}

function linkFaults({ link, source }: Members): Fault[] {
  if (typeof link !== 'string') return [];
  const { kind, urls } = members(source);
  if (kind !== 'pages' || !Array.isArray(urls) || urls.length !== 1)
    return [
      fault(
        'link',
        [],
        'no-effect',
        'It stands for one page, and this job has several, or finds them itself.',
      ),
    ];
  // People open it, Webloom does not: any address of the web will do.
  return /^https?:\/\//i.test(link) && URL.canParse(link)
    ? []
    : [fault('link', [], 'invalid-url', 'Write an address that a browser opens, with https:// or http://.')];
}

function fault(member: string, path: readonly string[], code: string, detail: string): Fault {
  return { pointer: toPointer(['config', member, ...path]), code, detail };
}
