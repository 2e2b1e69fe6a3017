// Finds the faults of a channel that its form does not show: addresses Webloom may not talk to, passwords that would go in
// clear, headers that are not the user's to set, templates that can't be filled.
import { checkUrl } from '../../web/egress/check.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { refusalInWords } from '../../web/egress/refusal-words.ts';
import { type Fault, toPointer } from '../../system/fault.ts';
import { bodyType, renderOwnRequest } from './render/own-request.ts';
import type { SettingsOf } from './render/rendered.ts';
import type { ChannelSettings } from './schema.ts';
import { SAMPLE_MESSAGE } from './sample-message.ts';
import { compileTemplate } from './template.ts';

/** Ports of mail servers; any other has to be on the operator's list with its host. */
const MAIL_PORTS = [25, 465, 587, 2525];

/** Headers of the connection, or of the signature. */
const NOT_OWN =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|keep-alive|expect|webhook-.*|proxy-.*)$/i;

type Place = readonly PropertyKey[];

function fault(place: Place, code: string, detail: string): Fault {
  return { pointer: toPointer(['settings', ...place]), code, detail };
}

/** `settings`: with its secrets in clear. */
export function channelFaults(settings: ChannelSettings, policy: EgressPolicy): Fault[] {
  switch (settings.kind) {
    case 'email':
      return mailFaults(settings, policy);
    case 'webhook':
      return [...addressFaults(settings.url, policy), ...headerFaults(settings.headers)];
    case 'http':
      return ownRequestFaults(settings, policy);
    default:
      return addressFaults(settings.url, policy);
  }
}

function addressFaults(url: string, policy: EgressPolicy): Fault[] {
  if (URL.canParse(url)) {
    const { username, password } = new URL(url);
    if (username !== '' || password !== '')
      return [fault(['url'], 'credentials', 'Leave user name and password out; put them into a header.')];
  }
  const verdict = checkUrl(url, policy);
  if (verdict.allowed) return [];
  // The address may be the secret, so it is not repeated.
  return [
    fault(
      ['url'],
      'url-not-allowed',
      `This (${verdict.detail}) ${refusalInWords(verdict.reason, url, policy)}`,
    ),
  ];
}

/** The mail server as an address that the egress guard can judge. */
export function mailServerUrl(server: string, port: number): string {
  return `https://${server.includes(':') ? `[${server}]` : server}:${port}/`;
}

export function mailPolicy(policy: EgressPolicy): EgressPolicy {
  return { ...policy, ports: MAIL_PORTS };
}

function mailFaults(settings: SettingsOf<'email'>, policy: EgressPolicy): Fault[] {
  const { server, port, security, user, password } = settings;
  const url = mailServerUrl(server, port);
  const verdict = checkUrl(url, mailPolicy(policy));
  return [
    ...(verdict.allowed
      ? []
      : [
          fault(
            ['server'],
            'url-not-allowed',
            `${server} at port ${port} ${refusalInWords(verdict.reason, url, policy)}`,
          ),
        ]),
    ...(security === 'none' && user !== ''
      ? [fault(['security'], 'password-in-clear', 'A password needs tls or starttls.')]
      : []),
    ...(user !== '' && password === undefined
      ? [fault(['password'], 'missing', 'Give the password of this user.')]
      : []),
  ];
}

function headerFaults(headers: SettingsOf<'http'>['headers']): Fault[] {
  const seen = new Set<string>();
  return headers.flatMap(({ name }, at): Fault[] => {
    const folded = name.toLowerCase();
    const isRepeat = seen.has(folded);
    seen.add(folded);
    if (NOT_OWN.test(name))
      return [
        fault(['headers', at, 'name'], 'not-allowed', `"${name}" is set by Webloom itself: leave it out.`),
      ];
    return isRepeat ? [fault(['headers', at, 'name'], 'duplicate', `"${name}" is there already.`)] : [];
  });
}

function ownRequestFaults(settings: SettingsOf<'http'>, policy: EgressPolicy): Fault[] {
  const [, host = ''] = /^https?:\/\/([^/?#]*)/i.exec(settings.url) ?? [];
  if (host.includes('{{'))
    return [
      fault(['url'], 'placeholder-in-host', 'The host has to stand there as it is, without placeholders.'),
    ];
  const faults = [
    ...templateFaults(['url'], settings.url),
    ...settings.headers.flatMap(({ value }, at) => templateFaults(['headers', at, 'value'], value)),
    ...templateFaults(['body'], settings.body),
    ...headerFaults(settings.headers),
  ];
  if (faults.length > 0) return faults;
  if (!URL.canParse(settings.url)) return addressFaults(settings.url, policy);
  const rendered = renderOwnRequest(settings, {
    message: SAMPLE_MESSAGE,
    baseUrl: 'https://example.com',
    deliveryId: 'dlv_1',
  });
  if (rendered.protocol !== 'http') return [];
  return [...addressFaults(rendered.request.url, policy), ...jsonFaults(settings, rendered.request.body)];
}

function templateFaults(place: Place, source: string): Fault[] {
  const compiled = compileTemplate(source);
  if (compiled.ok) return [];
  return compiled.faults.map(({ line, column, detail }) =>
    fault(place, 'template', `Line ${line}, column ${column}: ${detail}`),
  );
}

function jsonFaults(settings: SettingsOf<'http'>, body: string): Fault[] {
  if (settings.method === 'GET' || !/[/+]json\b/i.test(bodyType(settings))) return [];
  try {
    JSON.parse(body);
    return [];
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const detail = `Filled with an example, the body is no JSON: ${said}. Texts need quotes around them, {{json}} needs none.`;
    return [fault(['body'], 'not-json', detail)];
  }
}
