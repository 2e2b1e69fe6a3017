// Servers of a proxy pool as they are typed: an address with its login in it, a variable of the environment that holds one, or a file
// with one a line. What is wrong with one is told without its password.
import type { PoolInput } from '../../../api/client/proxy-calls.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseProxy } from '../../../domain/web/egress/proxy.ts';
import type { CliContext } from '../../context.ts';
import { typedSecret } from '../../job/typed-secret.ts';

type Server = PoolInput['servers'][number];

export function readServers(texts: readonly string[], env: CliContext['env']): Server[] {
  const lines = texts.flatMap((text) =>
    typedSecret(text, 'a server', env)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  return lines.map(readServer);
}

function readServer(line: string, index: number): Server {
  const address = parseProxy(line);
  if (typeof address === 'string')
    throw new WebloomError('validation', `The address of server ${index + 1} ${address}.`);
  const { kind, secure, hostname, port } = address;
  const scheme = kind === 'http' && secure ? 'https' : kind;
  const url = `${scheme}://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const login = address.login();
  if (login === null) return { url };
  const { user, password } = login;
  return { url, ...(user === '' ? {} : { user }), ...(password === '' ? {} : { password }) };
}
