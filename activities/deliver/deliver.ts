// The activity of a delivery: what is due is tried once, and what came of it is written down. It may be repeated at any
// point: a message that was sent and not written down is sent again with the same id, and nothing else is done twice.
import type {
  Channel,
  ChannelChange,
  ChannelStore,
  ChannelTest,
} from '../../domain/alert/channel/channel.ts';
import type { Hasher, Log } from '../../domain/system/clock.ts';
import {
  type Attempt,
  type Delivery,
  type DeliveryStore,
  KEPT_ATTEMPTS,
} from '../../domain/alert/delivery/delivery.ts';
import { type AnswerVerdict, judgeAnswer } from '../../domain/alert/delivery/judge-answer.ts';
import { type DeliveryEvent, movedDelivery } from '../../domain/alert/delivery/lifecycle.ts';
import { retryWaitMs } from '../../domain/alert/delivery/retry-plan.ts';
import { type CountedMessage, admitMessage, countMessage } from '../../domain/job/limit/delivery-limit.ts';
import type { LimitPorts } from '../../domain/job/limit/reserve.ts';
import { type LimitMet, describeLimit } from '../../domain/job/limit/limit-met.ts';
import type { DeliverInput, DeliverResult, DeliveryActivities } from '../contract.ts';
import { withHeartbeat } from '../heartbeat.ts';
import { ChannelSlots } from './channel-slots.ts';
import { type SendPorts, type Sent, sendToChannel } from './send-to-channel.ts';
import { OUTRUN, type Outrun, untilWritten } from '../../domain/system/until-written.ts';

export interface DeliverPorts extends SendPorts, LimitPorts {
  readonly channels: Pick<ChannelStore, 'get' | 'change'>;
  readonly deliveries: Pick<DeliveryStore, 'get' | 'move'>;
  readonly hasher: Hasher;
  readonly log: Log;
}

/** Messages to one channel at a time. */
const CHANNEL_SLOTS = 4;
/** Wait for room at a channel, spread over twice this. */
const ROOM_MS = 5_000;
/** Characters of an answer that are kept. */
const SHOWN_ANSWER = 500;
const SPREAD_MS = 300_000;

export function createDeliver(ports: DeliverPorts): DeliveryActivities {
  const slots = new ChannelSlots(CHANNEL_SLOTS);
  return { deliver: (input) => withHeartbeat((signal) => deliver({ ...ports, slots }, input, signal)) };
}

async function deliver(
  ports: DeliverPorts & { readonly slots: ChannelSlots },
  { deliveryId, round }: DeliverInput,
  signal: AbortSignal,
): Promise<DeliverResult> {
  const delivery = await ports.deliveries.get(deliveryId);
  if (delivery === null)
    return { kind: 'ended', state: 'unknown', detail: 'The delivery is not there any more.' };
  if (delivery.state !== 'waiting' || delivery.round !== round)
    return { kind: 'ended', state: delivery.state, detail: `It is ${delivery.state} already.` };
  const dueInMs = (delivery.nextAt?.getTime() ?? 0) - ports.clock.now().getTime();
  if (dueInMs > 0) return { kind: 'wait', waitMs: dueInMs };
  const channel = await ports.channels.get(delivery.channelId);
  const fault = channelFault(delivery, channel);
  if (channel === null || fault !== null) return note(ports, delivery, notSent(ports, fault ?? ''));
  const counted = countedOf(delivery, ports.clock.now());
  const met = counted === null ? null : await admitMessage(ports, counted);
  if (met !== null) return defer(ports, delivery, met);
  const tried = await ports.slots.within(channel._id, () => attempt(ports, { delivery, channel }, signal));
  if (counted !== null) await countMessage(ports, counted, tried !== null);
  return tried ?? { kind: 'wait', waitMs: Math.round(ROOM_MS * (1 + chanceOf(ports, delivery))) };
}

/** Null: it does not count. It did with its first attempt, or somebody tests a channel, or it tells of limits. */
function countedOf({ _id, workspaceId, round, tries, message }: Delivery, at: Date): CountedMessage | null {
  if (tries > 0 || message.kind === 'test' || message.limit !== undefined) return null;
  return { workspaceId, id: `${_id}/${round}`, at };
}

/** It waits for the next day; the deliveries of a day do not all begin at once then. */
async function defer(ports: DeliverPorts, delivery: Delivery, met: LimitMet): Promise<DeliverResult> {
  const now = ports.clock.now();
  const spreadMs = Math.round(SPREAD_MS * chanceOf(ports, delivery));
  const nextAt = new Date((met.resetsAt ?? now).getTime() + spreadMs);
  const heldBack = `${describeLimit(met)} It is sent then.`;
  await ports.deliveries.move(delivery, { nextAt, heldBack, updatedAt: now });
  return { kind: 'wait', waitMs: Math.max(ROOM_MS, nextAt.getTime() - now.getTime()) };
}

function channelFault(delivery: Delivery, channel: Channel | null): string | null {
  // A channel of another workspace is none.
  if (channel === null || channel.workspaceId !== delivery.workspaceId)
    return 'Nothing was sent: the channel is not there any more.';
  if (channel.off === null || delivery.message.kind === 'test') return null;
  return `Nothing was sent: the channel is turned off. ${channel.off.detail}`;
}

interface Outcome {
  readonly sent: Sent;
  readonly verdict: AnswerVerdict;
  readonly at: Date;
  readonly tookMs: number;
}

function notSent({ clock }: DeliverPorts, detail: string): Outcome {
  const answer = { kind: 'refused', detail } as const;
  return {
    sent: { request: null, answer },
    verdict: { result: 'refused', detail },
    at: clock.now(),
    tookMs: 0,
  };
}

async function attempt(
  ports: DeliverPorts,
  { delivery, channel }: { delivery: Delivery; channel: Channel },
  signal: AbortSignal,
): Promise<DeliverResult> {
  const at = ports.clock.now();
  const sent = await sendToChannel(ports, { channel, delivery, now: at }, signal);
  // The process ends: whether it arrived is not known, so the next process tries again.
  signal.throwIfAborted();
  const now = ports.clock.now();
  const verdict = judgeAnswer(sent.answer, now);
  if (verdict.result === 'gone') await turnOff(ports, channel._id, verdict.detail);
  return note(ports, delivery, { sent, verdict, at, tookMs: now.getTime() - at.getTime() });
}

/** A receiver that is gone would be asked with every message. */
function turnOff(ports: DeliverPorts, channelId: string, detail: string): Promise<void> {
  const off = { at: ports.clock.now(), code: 'gone', detail } as const;
  return changeChannel(ports, channelId, (channel) => (channel.off === null ? { off } : null));
}

/** Its channel shows what came of a test until it is tested again, or goes elsewhere. */
function noteTest(ports: DeliverPorts, channelId: string, lastTest: ChannelTest): Promise<void> {
  return changeChannel(ports, channelId, () => ({ lastTest }));
}

async function changeChannel(
  { channels, clock }: DeliverPorts,
  channelId: string,
  setOf: (channel: Channel) => Omit<ChannelChange, 'updatedAt'> | null,
): Promise<void> {
  const attempt = async (): Promise<undefined | Outrun> => {
    const channel = await channels.get(channelId);
    const set = channel === null ? null : setOf(channel);
    if (channel === null || set === null) return undefined;
    const changed = await channels.change(channelId, channel.version, { ...set, updatedAt: clock.now() });
    return changed === null ? OUTRUN : undefined;
  };
  await untilWritten(attempt, () => undefined);
}

/** From 0 to 1, the same for a repeat of the same attempt. */
function chanceOf({ hasher }: DeliverPorts, { _id, round, tries }: Delivery): number {
  const digest = hasher.sha256([_id, round, tries].join(' '));
  return (digest.charCodeAt(0) * 128 + digest.charCodeAt(1)) / 16_384;
}

async function note(ports: DeliverPorts, delivery: Delivery, outcome: Outcome): Promise<DeliverResult> {
  const { verdict } = outcome;
  const waitMs = verdict.result === 'failed' ? waitAfter(ports, delivery, verdict.askedMs) : null;
  const event = eventOf(verdict, waitMs);
  const now = ports.clock.now();
  const state = movedDelivery(delivery.state, event);
  const moved = await ports.deliveries.move(delivery, {
    state,
    tries: delivery.tries + 1,
    heldBack: null,
    nextAt: waitMs === null ? null : new Date(now.getTime() + waitMs),
    attempts: [...delivery.attempts, toAttempt(delivery, outcome)].slice(-KEPT_ATTEMPTS),
    made: (delivery.made ?? 0) + 1,
    uncounted: true,
    updatedAt: now,
  });
  // Another process has written its attempt first; the next step reads what it wrote.
  if (moved === null) return { kind: 'wait', waitMs: ROOM_MS };
  if (delivery.message.kind === 'test' && waitMs === null)
    await noteTest(ports, delivery.channelId, { at: now, ok: state === 'delivered', detail: verdict.detail });
  if (state === 'dead')
    ports.log.warn(
      { deliveryId: delivery._id, channelId: delivery.channelId, detail: verdict.detail },
      'a message was given up',
    );
  return waitMs === null ? { kind: 'ended', state, detail: verdict.detail } : { kind: 'wait', waitMs };
}

function waitAfter(ports: DeliverPorts, delivery: Delivery, askedMs: number | null): number | null {
  const isTest = delivery.message.kind === 'test';
  return retryWaitMs({
    attempt: delivery.tries + 1,
    chance: chanceOf(ports, delivery),
    askedMs,
    // Whoever tests a channel looks at the answer now.
    ...(isTest ? { mostAttempts: 1 } : {}),
  });
}

function eventOf({ result }: AnswerVerdict, waitMs: number | null): DeliveryEvent {
  if (result === 'delivered') return 'delivered';
  return waitMs === null ? 'given-up' : 'failed';
}

function toAttempt({ round, tries }: Delivery, { sent, verdict, at, tookMs }: Outcome): Attempt {
  const { request, answer } = sent;
  const answered = answer.kind === 'answered' ? answer : null;
  return {
    at,
    round,
    no: tries + 1,
    tookMs,
    request,
    status: answered?.status ?? null,
    answer: answered?.body.slice(0, SHOWN_ANSWER) ?? '',
    result: verdict.result,
    detail: verdict.detail,
  };
}
