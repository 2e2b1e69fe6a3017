// A plain connection to a mail server, opened by the guarded dial: the server is judged before, its addresses while it
// dials.
import type { Socket } from 'node:net';
import { mailPolicy, mailServerUrl } from '../../domain/alert/channel/check-channel.ts';
import type { SendAnswer } from '../../domain/alert/delivery/judge-answer.ts';
import { checkUrl } from '../../domain/web/egress/check.ts';
import { refusalInWords } from '../../domain/web/egress/refusal-words.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import type { Resolver } from '../../domain/web/fetch/resolver.ts';
import { ConnectionRefusedByPolicy, classifyFailure } from './failure.ts';
import { dial } from './guarded-dial.ts';
import { systemResolver } from './system-resolver.ts';

export type OpenedSocket =
  | { readonly ok: true; readonly socket: Socket }
  | { readonly ok: false; readonly answer: SendAnswer };

export async function openMailSocket(
  { server, port }: { readonly server: string; readonly port: number },
  { policy, resolver = systemResolver }: { readonly policy: EgressPolicy; readonly resolver?: Resolver },
): Promise<OpenedSocket> {
  const url = mailServerUrl(server, port);
  const verdict = checkUrl(url, mailPolicy(policy));
  if (!verdict.allowed) return { ok: false, answer: refused(refusalInWords(verdict.reason, url, policy)) };
  const target = { hostname: verdict.hostname, port, secure: false };
  try {
    return { ok: true, socket: (await dial(target, { policy, resolver })).socket };
  } catch (error) {
    if (error instanceof ConnectionRefusedByPolicy)
      return { ok: false, answer: refused(refusalInWords(error.reason, url, policy)) };
    const { reason, detail } = classifyFailure(error, false);
    const words = `The mail server could not be reached (${reason}): ${detail}.`;
    return { ok: false, answer: { kind: 'failed', detail: words } };
  }
}

function refused(words: string): SendAnswer {
  return { kind: 'refused', detail: `Nothing was sent: the mail server ${words}.` };
}
