// Logins are made, changed and let try again here. What comes in has its secrets in clear, what is stored has them sealed; a
// change that leaves a secret out, or gives its mask, keeps it, for the hosts that it was given for.
import { MAX_LOGINS } from '../../config/login/bounds.ts';
import {
  type Login,
  type LoginStore,
  newLoginId,
  NO_SESSION,
  signsInOnPage,
} from '../../config/login/login.ts';
import { maskLogin, sealLogin, secretsOf, PAGE_STEP } from '../../config/login/login-secrets.ts';
import { allowedAgain } from '../../config/login/login-session.ts';
import { oneTimeCodes } from '../../config/login/one-time-code.ts';
import { type LoginSettings, loginSettingsSchema } from '../../config/login/schema.ts';
import { mergePatch } from '../../config/merge-patch.ts';
import { checkSelector } from '../../config/check-selector.ts';
import type { JobStore } from '../job-store.ts';
import type { Clock, Ids } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import { type Fault, faultsOf } from '../../system/fault.ts';
import { issueInWords } from '../../system/issue-words.ts';
import { MASK } from '../../system/secret/mask.ts';
import type { SecretBox } from '../../system/secret/secret-box.ts';
import { OUTRUN, keepsChanging, untilWritten } from '../../system/until-written.ts';
import { checkUrl } from '../../web/egress/check.ts';
import { checkPageSteps, type PageStepRules } from '../../config/page-step/check-page-steps.ts';
import { refusalInWords } from '../../web/egress/refusal-words.ts';
import { coversHost } from '../../web/host/covered-host.ts';
import { urlHost } from '../../web/url/key.ts';

export interface LoginPorts {
  readonly logins: LoginStore;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly ids: Ids;
}

const NAMED_JOBS = 5;

export interface NewLogin {
  readonly workspaceId: string;
  readonly name: string;
  /** Absent: that of the form. */
  readonly hosts?: readonly string[] | undefined;
  readonly settings: LoginSettings;
}

export async function createLogin(
  ports: LoginPorts,
  { workspaceId, name, hosts = [], settings }: NewLogin,
  rules: PageStepRules,
): Promise<Login> {
  const others = await ports.logins.list(workspaceId);
  if (others.length >= MAX_LOGINS)
    throw new WebloomError(
      'limit-exceeded',
      `A workspace has at most ${MAX_LOGINS} logins: remove some first.`,
    );
  requireFreeName(others, name);
  const named = hostsOf(hosts, settings);
  refuse([...settingFaults(settings, named, rules), ...maskFaults(settings)]);
  const _id = newLoginId(ports.ids.ulid());
  const now = ports.clock.now();
  const login: Login = {
    _id,
    workspaceId,
    name,
    hosts: named,
    settings: sealLogin(ports.secrets, { _id, settings }),
    session: NO_SESSION,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await ports.logins.insert(login);
  return login;
}

function hostsOf(hosts: readonly string[], settings: LoginSettings): string[] {
  if (hosts.length > 0) return hosts.map((host) => host.toLowerCase());
  return signsInOnPage(settings) && URL.canParse(settings.url) ? [urlHost(settings.url)] : [];
}

function requireFreeName(others: readonly Login[], name: string): void {
  if (!others.some((one) => one.name === name)) return;
  throw new WebloomError('conflict', `There is a login "${name}" already. Change it, or take another name.`);
}

function refuse(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new WebloomError('validation', `The login is not valid: ${first.detail}`, {
    facts: { errors: faults },
  });
}

function maskFaults(settings: LoginSettings): Fault[] {
  const masked = [...secretsOf(settings)].filter(([, value]) => value === MASK);
  return masked.map(([member]) => ({
    pointer: member.startsWith(PAGE_STEP) ? '/settings/steps' : `/settings/${member}`,
    code: 'no-kept-value',
    detail: `${MASK} stands for no value yet: give the value itself.`,
  }));
}

function settingFaults(settings: LoginSettings, hosts: readonly string[], rules: PageStepRules): Fault[] {
  if (hosts.length === 0)
    return [
      { pointer: '/hosts', code: 'required', detail: 'Name the hosts that it is for, as shop.example.' },
    ];
  if (!signsInOnPage(settings)) return [];
  const { url, otp, signedIn } = settings;
  const verdict = checkUrl(url, rules.policy);
  if (!verdict.allowed)
    return [
      {
        pointer: '/settings/url',
        code: 'url-not-allowed',
        detail: refusalInWords(verdict.reason, url, rules.policy),
      },
    ];
  const faults: Fault[] = [];
  if (!coversHost(hosts, urlHost(url))) {
    const detail = `The form is on ${urlHost(url)}, which is not among the hosts of the login: name it there.`;
    faults.push({ pointer: '/hosts', code: 'form-of-other-host', detail });
  }
  if (otp !== undefined && otp !== MASK && oneTimeCodes(otp) === null) {
    const detail =
      'This is no secret for one-time codes: give the otpauth:// address of the QR code (codes by time), or its Base32 text.';
    faults.push({ pointer: '/settings/otp', code: 'no-otp-secret', detail });
  }
  faults.push(...stepFaults(settings, rules));
  return [...faults, ...checkSelector(signedIn?.selector, ['settings', 'signedIn', 'selector'])];
}

/** Their places are those of a job's configuration. */
function stepFaults(settings: LoginSettings, rules: PageStepRules): Fault[] {
  if (settings.kind !== 'steps') return [];
  const faults = checkPageSteps({ steps: settings.steps }, rules);
  return faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace('/config/fetch/', '/settings/'),
  }));
}

export interface LoginPatch {
  readonly name?: string | undefined;
  readonly hosts?: readonly string[] | undefined;
  /** Members that change, in clear; a merge patch (RFC 7396). */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

export async function changeLogin(
  ports: LoginPorts,
  { login, patch }: { readonly login: Login; readonly patch: LoginPatch },
  rules: PageStepRules,
): Promise<Login> {
  const { name = login.name } = patch;
  const others = await ports.logins.list(login.workspaceId);
  requireFreeName(
    others.filter(({ _id }) => _id !== login._id),
    name,
  );
  const settings = merged(login, patch.settings ?? {});
  const hosts = patch.hosts === undefined ? login.hosts : hostsOf(patch.hosts, settings);
  refuse([...settingFaults(settings, hosts, rules), ...carriedFaults(login, { settings, hosts })]);
  const isSameAccount = patch.settings === undefined && patch.hosts === undefined;
  const changed = await ports.logins.change(login._id, login.version, {
    name,
    hosts,
    settings: sealLogin(ports.secrets, { _id: login._id, settings }, login.settings),
    // Another password may be the right one, and other hosts may take the session.
    ...(isSameAccount ? {} : { session: { ...allowedAgain(login.session), seq: login.session.seq + 1 } }),
    updatedAt: ports.clock.now(),
  });
  if (changed !== null) return changed;
  throw new WebloomError(
    'conflict',
    `Somebody else changed the login "${login.name}" at the same time. Try again.`,
  );
}

/** Secrets that the patch leaves out stand as their masks. */
function merged(login: Login, patch: Readonly<Record<string, unknown>>): LoginSettings {
  const { settings } = login;
  const parsed = loginSettingsSchema.safeParse(mergePatch({ ...maskLogin(settings) }, patch), {
    error: issueInWords,
  });
  if (!parsed.success) {
    refuse(faultsOf(parsed.error.issues, ['settings']));
    return settings;
  }
  if (parsed.data.kind !== settings.kind)
    refuse([
      { pointer: '/settings/kind', code: 'fixed', detail: 'A login keeps its kind: make another one.' },
    ]);
  return parsed.data;
}

/** A secret goes to no other host than those it was given for: whoever may change a login could read it there. */
function carriedFaults(
  login: Login,
  { settings, hosts }: { readonly settings: LoginSettings; readonly hosts: readonly string[] },
): Fault[] {
  const kept = [...secretsOf(settings)].filter(([, value]) => value === MASK).map(([member]) => member);
  if (kept.length === 0) return [];
  const more = hosts.filter((host) => !coversHost(login.hosts, host.replace(/^\*/, 'any')));
  if (more.length === 0) return [];
  const detail = `It was given for ${login.hosts.join(', ')}, not for ${more.join(', ')}. Give these again: ${kept.join(', ')}.`;
  return [{ pointer: '/hosts', code: 'secret-of-other-host', detail }];
}

/** Jobs would go on asking for pages by it, and get none: they have to be given another first, or none. */
export async function removeLogin(
  { logins, jobs }: Pick<LoginPorts, 'logins'> & { readonly jobs: Pick<JobStore, 'usingLogin'> },
  { _id, workspaceId, name }: Login,
): Promise<void> {
  const using = await jobs.usingLogin(workspaceId, _id, NAMED_JOBS + 1);
  if (using.length > 0) {
    const names = using.slice(0, NAMED_JOBS).map((job) => `“${job.name}”`);
    const more = using.length > NAMED_JOBS ? ' and others' : '';
    throw new WebloomError(
      'conflict',
      `The login “${name}” is used by ${names.join(', ')}${more}: give these another login, or none, first.`,
      { facts: { jobIds: using.map((job) => job._id) } },
    );
  }
  await logins.remove(workspaceId, _id);
}

/** It is tried with the next page, whatever came of it before. */
export async function retryLogin(ports: Pick<LoginPorts, 'logins'>, loginId: string): Promise<Login | null> {
  return untilWritten(
    async () => {
      const login = await ports.logins.get(loginId);
      if (login === null) return null;
      const { seq, ...session } = allowedAgain(login.session);
      return (await ports.logins.writeSession(loginId, seq, session)) ?? OUTRUN;
    },
    () => keepsChanging(`Login ${loginId}`, { loginId }),
  );
}
