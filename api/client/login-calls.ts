// Calls about the logins by which jobs fetch pages.
import type { LoginInput, LoginPatchInput, LoginView } from '../schemas/job/login.ts';
import { type Ask, segment } from './ask.ts';

export type { LoginInput, LoginPatchInput, LoginView };

export function loginCalls(json: Ask) {
  const login = (id: string) => `/v1/logins/${segment(id)}` as const;
  return {
    logins: () => json('/v1/logins'),
    createLogin: (body: LoginInput) => json('/v1/logins', { method: 'POST', body }),
    changeLogin: (id: string, body: LoginPatchInput) => json(login(id), { method: 'PATCH', body }),
    retryLogin: (id: string) => json(`${login(id)}/retry`, { method: 'POST' }),
    removeLogin: (id: string) => json(login(id), { method: 'DELETE' }),
  };
}
