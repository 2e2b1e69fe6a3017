// What each key of a urlwatch or webchanges job is here, but for its filters and what a browser does.
import type { JobDraft } from '../draft.ts';
import { basicCredentials } from '../../../web/fetch/basic-credentials.ts';
import { showsAnother } from '../translate/request-body.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { MAX_COMPARED_VERSIONS } from '../../../change/rules.ts';
import { isUnsaid, numberOf, textOf, textsOf, within } from '../translate/value.ts';

export type MapKey = (draft: JobDraft, value: unknown, job: Members) => void;

const MAX_DEADLINE_MS = 120_000;
/** Attempts of a page, the first one included. */
const MAX_ATTEMPTS = 10;
/** Runs in which a page fails before the rule of each workspace tells it. */
const TOLD_AFTER_RUNS = 3;

export const asItIs: MapKey = () => undefined;

/** An option that jobs do not have. Where nothing is said by it, nothing is lost. */
export function lost(option: string, why: string, instead: string): MapKey {
  return (draft, value) => (isUnsaid(value) ? undefined : draft.lose(option, why, instead));
}

const FAILURES = 'Who is told of failures is said by alert rules.';
const RULE = 'Change the rule “Pages that keep failing”: webloom alerts rules.';

export const KEYS: Readonly<Record<string, MapKey>> = {
  name: (draft, value) => void (draft.name = textOf(value)),
  url: (draft, value) => draft.address(textOf(value)),
  command: (draft) =>
    draft.refuse('command: Webloom runs no commands. Send its output to a page of your own and watch that.'),
  note: (draft, value) => void (draft.note = textOf(value)),
  tags: (draft, value) => draft.tag(...textsOf(value)),
  user_visible_url: (draft, value) =>
    isUnsaid(value) ? undefined : showsAnother(draft, 'user_visible_url', textOf(value)),
  kind,
  // Together they are one request, which is put together last.
  method: asItIs,
  data: asItIs,
  data_as_json: asItIs,
  headers: (draft, value) => {
    for (const [name, text] of pairsOf(value)) draft.header(name, text);
  },
  cookies: (draft, value) => {
    const cookies = pairsOf(value).map(([name, text]) => `${name}=${text}`);
    if (cookies.length > 0) draft.header('Cookie', cookies.join('; '), true);
  },
  referer: (draft, value) => (isUnsaid(value) ? undefined : draft.header('Referer', textOf(value))),
  // How a page is written is read from the page.
  encoding: asItIs,
  timeout: (draft, value) => {
    const seconds = numberOf(value);
    if (seconds === null) return;
    draft.fetch['deadlineMs'] =
      seconds <= 0 ? MAX_DEADLINE_MS : within(seconds * 1_000, 1_000, MAX_DEADLINE_MS);
  },
  // A failure is tried again, and told after several runs alone.
  ignore_connection_errors: asItIs,
  ignore_timeout_errors: asItIs,
  ignore_too_many_redirects: asItIs,
  suppress_repeated_errors: asItIs,
  suppress_errors: lost('suppress_errors', FAILURES, RULE),
  suppress_error_ended: lost('suppress_error_ended', FAILURES, RULE),
  ignore_http_error_codes: lost(
    'ignore_http_error_codes',
    'A page that answers with an error is told as failing, or as gone.',
    RULE,
  ),
  no_redirects: lost('no_redirects', 'Redirects are followed.', 'Watch the address that it leads to.'),
  max_tries: (draft, value) => {
    if ((numberOf(value) ?? 0) > TOLD_AFTER_RUNS)
      draft.lose('max_tries', `A page that fails is told after ${TOLD_AFTER_RUNS} runs.`, RULE);
  },
  retries: (draft, value) => {
    const more = numberOf(value);
    if (more !== null) draft.fetch['maxAttempts'] = within(more + 1, 1, MAX_ATTEMPTS);
  },
  ignore_cached: unconditional('ignore_cached'),
  no_conditional_request: unconditional('no_conditional_request'),
  http_client: (draft, value) => {
    if (textOf(value) === 'curl_cffi') draft.fetch['profile'] = 'browser';
  },
  impersonate: (draft, value) => (isUnsaid(value) ? undefined : void (draft.fetch['profile'] = 'browser')),
  ignore_dh_key_too_small: uncertified('ignore_dh_key_too_small'),
  ssl_no_verify: (draft, value) => void (draft.takesAnyCertificate = value === true),
  ignore_https_errors: uncertified('ignore_https_errors'),
  params: addParameters,
  proxy: lost(
    'proxy',
    'Proxies are not taken over.',
    'Make a pool of it and name that: webloom proxies add, --proxy (docs/proxy.md).',
  ),
  http_proxy: lost(
    'http_proxy',
    'Proxies are not taken over.',
    'Make a pool of it and name that: webloom proxies add, --proxy (docs/proxy.md).',
  ),
  https_proxy: lost(
    'https_proxy',
    'Proxies are not taken over.',
    'Make a pool of it and name that: webloom proxies add, --proxy (docs/proxy.md).',
  ),
  http_credentials: (draft, value) => {
    const [user = '', ...password] = textOf(value).split(':');
    if (user !== '') draft.header('Authorization', basicCredentials(user, password.join(':')), true);
  },
  diff_filters: lost(
    'diff_filters',
    'Filters work on the page, not on what differs.',
    'Use only, trigger or ignore texts.',
  ),
  diff_filter: lost(
    'diff_filter',
    'Filters work on the page, not on what differs.',
    'Use only, trigger or ignore texts.',
  ),
  diff_tool: (draft) => draft.refuse('diff_tool: Webloom runs no commands; it shows differences itself.'),
  differ,
  additions_only: (draft, value) => {
    if (value === undefined || value === null || value === false) return;
    draft.changes['only'] = ['added'];
    if (value !== 'disable_safeguard')
      draft.changes['remainingAtMost'] = within(100 * (numberOf(value) ?? 0.25), 0, 100) / 100;
  },
  deletions_only: (draft, value) => (value === true ? void (draft.changes['only'] = ['removed']) : undefined),
  // How a message is laid out.
  contextlines: asItIs,
  is_markdown: asItIs,
  monospace: asItIs,
  enabled: (draft, value) => (value === false ? void (draft.paused = true) : undefined),
  compared_versions: (draft, value) => {
    const versions = numberOf(value) ?? 1;
    if (versions > 1) draft.changes['comparedVersions'] = within(versions, 1, MAX_COMPARED_VERSIONS);
  },
  hook_data: lost('hook_data', 'It is for hooks of your own.', 'Use the options of Webloom.'),
};

function unconditional(option: string): MapKey {
  return lost(
    option,
    'A server is asked whether its page changed, where it can say so.',
    'Add a parameter to the address where its answer is wrong.',
  );
}

function uncertified(option: string): MapKey {
  return lost(
    option,
    'Certificates are always checked.',
    'Give Node the authority of the site: NODE_EXTRA_CA_CERTS, or watch it over http.',
  );
}

const OWN_KINDS = new Set(['url', 'browser', 'shell', 'urljob', 'browserjob']);

function kind(draft: JobDraft, value: unknown): void {
  const said = textOf(value).toLowerCase();
  if (said === 'browser') draft.fetch['render'] = 'always';
  if (said === 'shell') draft.refuse('kind shell: Webloom runs no commands.');
  else if (said !== '' && !OWN_KINDS.has(said))
    draft.lose(
      `kind ${said}`,
      'It is a kind of your own hooks.',
      'Steps of a browser may do the same: --step.',
    );
}

function pairsOf(value: unknown): [string, string][] {
  if (!isMembers(value)) return [];
  return Object.entries(value).map(([name, said]): [string, string] => [name, textOf(said)]);
}

/** They stand in the address of what is asked. */
function addParameters(draft: JobDraft, value: unknown): void {
  const pairs = isMembers(value)
    ? Object.entries(value).flatMap(([name, said]) => textsOf(said).map((text) => [name, text]))
    : [...new URLSearchParams(textOf(value))];
  if (pairs.length === 0) return;
  const query = new URLSearchParams(pairs.map(([name = '', text = '']): [string, string] => [name, text]));
  draft.urls.forEach((url, index) => {
    draft.urls[index] = `${url}${url.includes('?') ? '&' : '?'}${query.toString()}`;
  });
}

/** How differences are shown is chosen where they are looked at. */
const SHOWN_ANYWAY = new Set(['unified', 'table', 'wdiff', '']);

function differ(draft: JobDraft, value: unknown): void {
  const name = textOf(isMembers(value) ? value['name'] : value);
  if (name === 'command')
    draft.refuse('differ command: Webloom runs no commands; it shows differences itself.');
  else if (name === 'deepdiff')
    draft.changes['format'] ??= textOf(isMembers(value) ? value['data_type'] : '') === 'xml' ? 'xml' : 'json';
  else if (name === 'image') {
    draft.lose(
      'differ image',
      'A picture is compared as a browser shows its page.',
      'Its threshold: --picture-threshold.',
    );
    draft.changes['watch'] = 'picture';
  } else if (!SHOWN_ANYWAY.has(name))
    draft.lose(
      `differ ${name}`,
      'No model writes of what differs.',
      'Changes are summed up by rules (docs/watching.md).',
    );
}
