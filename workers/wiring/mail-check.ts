// Asks the mail servers of channels, at most once a minute, whether a mail could begin. Each look is a question to somebody
// else's server.
import { openMailSocket } from '../../adapters/http/guarded-socket.ts';
import { greetServer } from '../../adapters/mail/greet-server.ts';
import { type ChannelStore, mailServersOf } from '../../domain/alert/channel/channel.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import type { MailOutcome } from '../../domain/health/judge-mail.ts';

const EVERY_MS = 60_000;
const WITHIN_MS = 3_000;
/** More channels than these are not asked for; a server that many share is asked once. */
const MAX_CHANNELS = 50;

export function createMailCheck(
  channels: Pick<ChannelStore, 'mailing'>,
  policy: EgressPolicy,
): (now: number) => Promise<readonly MailOutcome[] | null> {
  let outcomes: readonly MailOutcome[] | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    if (now - askedAt < EVERY_MS) return outcomes;
    const found = await channels.mailing(MAX_CHANNELS).catch(() => null);
    if (found === null) return null;
    askedAt = now;
    outcomes = await Promise.all(
      mailServersOf(found).map(async (server): Promise<MailOutcome> => {
        const open = (target: { server: string; port: number }) => openMailSocket(target, { policy });
        return (await greetServer(server, { open, withinMs: WITHIN_MS })) ? 'greeted' : 'unanswered';
      }),
    );
    return outcomes;
  };
}
