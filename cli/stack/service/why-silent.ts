// Why a service that the settings name does not answer, and what to do about it.
import { isWebloomError } from '../../../domain/system/errors.ts';
import { messageOf } from '../message-of.ts';

/** `reason` is no whole sentence. An error that knows what to do says so; otherwise the service is not there. */
export function whySilent(
  cause: unknown,
  variable: string | undefined,
): { readonly reason: string; readonly remedy: string } {
  const own = isWebloomError(cause) ? cause.facts['remedy'] : undefined;
  const remedy =
    typeof own === 'string'
      ? own
      : `Start it there, or unset ${variable ?? 'the address'} to get a private one.`;
  return { reason: messageOf(cause).replace(remedy, '').trim().replace(/\.$/, ''), remedy };
}
