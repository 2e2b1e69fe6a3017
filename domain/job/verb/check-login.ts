// Finds out whether a job can have the login that it names: one of its workspace, for hosts that its addresses are of.
import type { LoginStore } from '../../config/login/login.ts';
import type { JobConfig } from '../../config/schema.ts';
import { addressesOf } from '../../config/source-addresses.ts';
import type { Fault } from '../../system/fault.ts';
import { coversHost } from '../../web/host/covered-host.ts';
import { renderModeOf } from '../../run/render/render-wish.ts';
import { urlHost } from '../../web/url/key.ts';

export interface LoginLookup {
  readonly logins: Pick<LoginStore, 'get'>;
}

const POINTER = '/config/fetch/login';

export async function loginFaults(
  { logins }: LoginLookup,
  workspaceId: string,
  { fetch, source, changes }: Pick<JobConfig, 'fetch' | 'source' | 'changes'>,
): Promise<Fault[]> {
  if (fetch.login === undefined) return [];
  const login = await logins.get(fetch.login);
  if (login === null || login.workspaceId !== workspaceId) {
    const detail = `There is no login ${fetch.login}: make one under /v1/logins (webloom logins add), and give its id.`;
    return [{ pointer: POINTER, code: 'unknown-login', detail }];
  }
  if (login.settings.kind === 'steps' && renderModeOf({ fetch, changes }) !== 'always') {
    const detail = `The login “${login.name}” signs in by steps in a browser, so its pages are opened in one: set fetch.render to always (--render always).`;
    return [{ pointer: '/config/fetch/render', code: 'login-needs-browser', detail }];
  }
  const hosts = addressesOf(source).map(urlHost);
  if (hosts.some((host) => coversHost(login.hosts, host))) return [];
  const detail = `The login “${login.name}” is for ${login.hosts.join(', ')}, and no address of the job is there: add the host to the login, or take another.`;
  return [{ pointer: POINTER, code: 'login-of-other-host', detail }];
}
