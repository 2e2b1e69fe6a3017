// Logins as the API shows them: no secret gets out.
import type { Login } from '../../../domain/config/login/login.ts';
import { maskLogin } from '../../../domain/config/login/login-secrets.ts';
import type { LoginView } from '../../schemas/job/login.ts';

export function toLoginView({ _id, name, hosts, settings, session, createdAt, updatedAt }: Login): LoginView {
  const { state, detail, signedInAt, triedAt, nextTryAt } = session;
  return {
    loginId: _id,
    name,
    kind: settings.kind,
    hosts: [...hosts],
    settings: { ...maskLogin(settings) },
    state,
    detail,
    signedInAt: signedInAt?.toISOString() ?? null,
    triedAt: triedAt?.toISOString() ?? null,
    nextTryAt: state === 'none' ? (nextTryAt?.toISOString() ?? null) : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
