// undici's way to open a connection, by the guarded dial.
import type { buildConnector } from 'undici';
import { type Dialled, dial, dialTarget } from './guarded-dial.ts';
import type { DialGuard } from './judged-addresses.ts';

/** `onDialled`: called for every opened connection, with `protocol//host`. */
export function guardedConnector(
  guard: DialGuard,
  onDialled: (origin: string, dialled: Dialled) => void = () => undefined,
): buildConnector.connector {
  return (options, callback) => {
    const target = dialTarget(options.hostname, options.port, options.protocol);
    dial(target, guard).then(
      (dialled) => {
        onDialled(`${options.protocol}//${options.host ?? options.hostname}`, dialled);
        callback(null, dialled.socket);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}
