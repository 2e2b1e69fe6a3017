// The secrets of logins: sealed in the document, opened by the processes that fetch, never shown.
import { MASK } from '../../system/secret/mask.ts';
import { isSealed, sealedFields, type SecretBox } from '../../system/secret/secret-box.ts';
import type { Login } from './login.ts';
import { isSecretStep } from '../page-step/step-secrets.ts';
import type { LoginSettings, PageStepsLogin } from './schema.ts';

type MapSecret = (value: string, member: string) => string;

/** The settings with each secret replaced. `member` tells the secrets of a login apart. */
function mapSecrets(settings: LoginSettings, map: MapSecret): LoginSettings {
  switch (settings.kind) {
    case 'basic':
      return { ...settings, password: map(settings.password, 'password') };
    case 'bearer':
      return { ...settings, token: map(settings.token, 'token') };
    case 'form': {
      const password = map(settings.password, 'password');
      const { otp } = settings;
      return otp === undefined ? { ...settings, password } : { ...settings, password, otp: map(otp, 'otp') };
    }
    case 'steps': {
      const { otp } = settings;
      const steps = mapSteps(settings.steps, map);
      return otp === undefined ? { ...settings, steps } : { ...settings, steps, otp: map(otp, 'otp') };
    }
  }
}

/** Of several secrets for one field, each by its place among them. */
function mapSteps(steps: PageStepsLogin['steps'], map: MapSecret): PageStepsLogin['steps'] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    if (step.do !== 'fill' || !isSecretStep(step)) return step;
    const nth = seen.get(step.selector) ?? 0;
    seen.set(step.selector, nth + 1);
    const member = [PAGE_STEP, ...(nth === 0 ? [] : [nth]), step.selector].join(' ');
    return { ...step, secret: true, value: map(step.value, member) };
  });
}

/** How the names of secrets that steps fill in begin. */
export const PAGE_STEP = 'step';

export function maskLogin(settings: LoginSettings): LoginSettings {
  return mapSecrets(settings, () => MASK);
}

/** A value sealed for one secret of one login opens nothing else. */
function purposeOf(loginId: string, member: string): string {
  return `login ${loginId} ${member}`;
}

/** A secret that is its mask keeps what `kept` has there. */
export function sealLogin(
  box: SecretBox,
  { _id, settings }: Pick<Login, '_id' | 'settings'>,
  kept?: LoginSettings,
): LoginSettings {
  const known = kept === undefined ? new Map<string, string>() : secretsOf(kept);
  return mapSecrets(settings, (value, member) =>
    value === MASK ? (known.get(member) ?? value) : box.seal(value, purposeOf(_id, member)),
  );
}

/** By what tells them apart, sealed or in clear as the settings are. */
export function secretsOf(settings: LoginSettings): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  mapSecrets(settings, (value, member) => {
    found.set(member, value);
    return value;
  });
  return found;
}

export type OpenedLogin =
  | { readonly ok: true; readonly settings: LoginSettings; readonly jar: string | null }
  /** In words; never the value. */
  | { readonly ok: false; readonly detail: string };

const JAR = 'cookies';

export function openLogin(
  box: Pick<SecretBox, 'open'>,
  { _id, settings, session }: Pick<Login, '_id' | 'settings' | 'session'>,
): OpenedLogin {
  const faults: string[] = [];
  const open: MapSecret = (value, member) => {
    if (!isSealed(value)) return value;
    const opened = box.open(value, purposeOf(_id, member));
    if (opened.ok) return opened.clear;
    faults.push(`its ${member} ${opened.detail}`);
    return '';
  };
  const clear = mapSecrets(settings, open);
  const jar = session.jar === null ? null : open(session.jar, JAR);
  const [detail] = faults;
  return detail === undefined ? { ok: true, settings: clear, jar } : { ok: false, detail };
}

export function sealJar(box: Pick<SecretBox, 'seal'>, loginId: string, jar: string): string {
  return box.seal(jar, purposeOf(loginId, JAR));
}

/** Seals anew what an older key has sealed; null when there is nothing of that kind. */
export function resealLogin(
  box: SecretBox,
  { _id, settings, session }: Pick<Login, '_id' | 'settings' | 'session'>,
): { readonly settings: LoginSettings; readonly jar: string | null } | null {
  let isChanged = false;
  const again: MapSecret = (value, member) => {
    if (sealedFields(value)?.keyId === box.keyId) return value;
    const opened = isSealed(value) ? box.open(value, purposeOf(_id, member)) : { ok: true, clear: value };
    // The key is gone; whoever needs the value reports that.
    if (!('clear' in opened)) return value;
    isChanged = true;
    return box.seal(opened.clear, purposeOf(_id, member));
  };
  const fresh = {
    settings: mapSecrets(settings, again),
    jar: session.jar === null ? null : again(session.jar, JAR),
  };
  return isChanged ? fresh : null;
}
