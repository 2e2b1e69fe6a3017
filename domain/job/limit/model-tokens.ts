// What a language model takes of a workspace in a day. What a question may cost at most is counted before it is sent, and what it did
// cost when its answer is there: a process that dies between the two has counted too much, never too little.
import { WebloomError } from '../../system/errors.ts';
import { keepsChanging, OUTRUN, type Outrun, untilWritten } from '../../system/until-written.ts';
import { minuteText } from './limit-met.ts';
import { dayEnd, dayOf } from './period.ts';
import type { LimitPorts } from './reserve.ts';
import { MODEL_TOKENS, type Usage, usageId } from './usage.ts';

export type TokenPorts = Pick<LimitPorts, 'usage' | 'clock'>;

export interface TokenUse {
  readonly used: number;
  /** The most of a day. */
  readonly value: number;
  readonly resetsAt: Date;
}

interface CountedTokens {
  readonly workspaceId: string;
  /** The day in which they were asked for, which may be over when the answer comes. */
  readonly day: string;
  readonly tokens: number;
}

export async function readTokenUse(
  { usage, clock }: TokenPorts,
  workspaceId: string,
  value: number,
): Promise<TokenUse> {
  const day = dayOf(clock.now());
  const known = await usage.get(usageId(workspaceId, MODEL_TOKENS, day));
  return { used: known?.used ?? 0, value, resetsAt: dayEnd(day) };
}

/** Counts what a question may cost; throws `limit-exceeded` where the day has not so many left. */
export async function takeTokens(
  ports: TokenPorts,
  workspaceId: string,
  { tokens, value }: { readonly tokens: number; readonly value: number },
): Promise<CountedTokens> {
  const now = ports.clock.now();
  const day = dayOf(now);
  await change(ports, { workspaceId, day }, (used) => {
    if (used + tokens > value) throw tooMany({ used, value, resetsAt: dayEnd(day) }, tokens, now);
    return used + tokens;
  });
  return { workspaceId, day, tokens };
}

/** `actual`: what the question did cost. */
export async function settleTokens(ports: TokenPorts, taken: CountedTokens, actual: number): Promise<void> {
  if (actual === taken.tokens) return;
  await change(ports, taken, (used) => Math.max(0, used - taken.tokens + actual));
}

async function change(
  { usage: store }: TokenPorts,
  { workspaceId, day }: Pick<CountedTokens, 'workspaceId' | 'day'>,
  next: (used: number) => number,
): Promise<void> {
  const _id = usageId(workspaceId, MODEL_TOKENS, day);
  const empty: Usage = {
    _id,
    workspaceId,
    limit: MODEL_TOKENS,
    period: day,
    seq: 0,
    used: 0,
    holds: [],
    endsAt: dayEnd(day),
  };
  const attempt = async (): Promise<true | Outrun> => {
    const usage = (await store.get(_id)) ?? empty;
    return (await store.put({ ...usage, used: next(usage.used) })) || OUTRUN;
  };
  await untilWritten(attempt, () => keepsChanging('The use of the language model', { workspaceId }));
}

function tooMany({ used, value, resetsAt }: TokenUse, tokens: number, now: Date): WebloomError {
  const [most, taken, asked] = [value, used, tokens].map((count) => count.toLocaleString('en-US'));
  const message =
    tokens > value
      ? `This question takes up to ${asked} tokens of the language model, and a workspace has ${most} a day. The operator sets WEBLOOM_MODEL_TOKENS_PER_DAY.`
      : `A workspace has ${most} tokens of the language model a day. ${taken} are used, and this question takes up to ${asked}; it begins anew at ${minuteText(resetsAt)} UTC. The operator sets WEBLOOM_MODEL_TOKENS_PER_DAY.`;
  const retryAfterSeconds = Math.ceil((resetsAt.getTime() - now.getTime()) / 1_000);
  return new WebloomError('limit-exceeded', message, {
    facts: { value, used, wanted: tokens, resetsAt: resetsAt.toISOString(), retryAfterSeconds },
  });
}
