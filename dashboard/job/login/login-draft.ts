// A login as its form holds it, and what is sent of it.
import type { PageStep } from '../../../domain/web/page-step/page-step.ts';
import type { LoginInput, LoginPatchInput, LoginView } from '../../../api/schemas/job/login.ts';

export type LoginKind = LoginView['kind'];

export interface LoginDraft {
  readonly name: string;
  readonly kind: LoginKind;
  /** With commas between. */
  readonly hosts: string;
  readonly url: string;
  /** Of a browser. */
  readonly steps: readonly PageStep[];
  readonly user: string;
  /** Empty in a change: it stays. */
  readonly password: string;
  readonly token: string;
  readonly otp: string;
  /** What the page says when it is signed in. */
  readonly text: string;
  readonly selector: string;
}

export const NEW_LOGIN: LoginDraft = {
  name: '',
  kind: 'form',
  hosts: '',
  url: '',
  steps: [],
  user: '',
  password: '',
  token: '',
  otp: '',
  text: '',
  selector: '',
};

export function draftOf({ name, kind, hosts, settings }: LoginView): LoginDraft {
  const said = (value: unknown): string => (typeof value === 'string' ? value : '');
  const sign = settings['signedIn'];
  const { text, selector } = typeof sign === 'object' && sign !== null ? (sign as Partial<LoginDraft>) : {};
  return {
    ...NEW_LOGIN,
    name,
    kind,
    hosts: hosts.join(', '),
    url: said(settings['url']),
    steps: Array.isArray(settings['steps']) ? (settings['steps'] as PageStep[]) : [],
    user: said(settings['user']),
    text: text ?? '',
    selector: selector ?? '',
  };
}

function hostsOf({ hosts }: LoginDraft): string[] {
  return hosts.split(/[\s,]+/).filter((host) => host !== '');
}

export function inputOf(draft: LoginDraft): LoginInput {
  const hosts = hostsOf(draft);
  const named = { name: draft.name.trim(), ...(hosts.length === 0 ? {} : { hosts }) };
  return { ...named, settings: settingsOf(draft) };
}

function settingsOf({
  kind,
  url,
  steps,
  user,
  password,
  token,
  otp,
  text,
  selector,
}: LoginDraft): LoginInput['settings'] {
  if (kind === 'bearer') return { kind, token };
  if (kind === 'basic') return { kind, user, password };
  const sign = { ...(text === '' ? {} : { text }), ...(selector === '' ? {} : { selector }) };
  const rest = {
    url: url.trim(),
    ...(otp === '' ? {} : { otp }),
    ...(Object.keys(sign).length === 0 ? {} : { signedIn: sign }),
  };
  return kind === 'steps' ? { kind, steps: [...steps], ...rest } : { kind, user, password, ...rest };
}

/** What differs from what was read: secrets that were left empty stay. */
export function patchBetween(before: LoginDraft, after: LoginDraft): LoginPatchInput {
  const settings: Record<string, unknown> = {};
  for (const member of ['url', 'user'] as const)
    if (after[member] !== before[member]) settings[member] = after[member];
  if (after.steps !== before.steps) settings['steps'] = after.steps;
  for (const member of ['password', 'token', 'otp'] as const)
    if (after[member] !== '') settings[member] = after[member];
  if (after.text !== before.text || after.selector !== before.selector) {
    const isSaid = after.text !== '' || after.selector !== '';
    settings['signedIn'] = isSaid ? { text: after.text || null, selector: after.selector || null } : null;
  }
  return {
    ...(after.name === before.name ? {} : { name: after.name.trim() }),
    ...(after.hosts === before.hosts ? {} : { hosts: hostsOf(after) }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}
