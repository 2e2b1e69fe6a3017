// How many processes of a role are wanted. More only where processes are what holds the work up: not for hosts that answer
// slowly, and not for one that is just being replaced. Fewer only after a quiet time, one at a time.
//
// The queue of URLs holds only what hosts allow now (dispatchers keep the rest back), so its growth is no matter of politeness.
import { type ProcessRange, type ScaledRole, isFixed, rangeText } from './process-range.ts';
import type { ScalingLook } from './scaling-look.ts';
import { SCALING } from './scaling-numbers.ts';

export interface ScalingState {
  readonly wanted: number;
  /** When `wanted` changed last, and how; epoch ms. */
  readonly changedAt: number;
  readonly direction: 'up' | 'down' | null;
  /** How long little has to be done before there are fewer. */
  readonly quietMs: number;
}

export interface ScalingVerdict {
  readonly state: ScalingState;
  /** Why there are as many, for people. */
  readonly reason: string;
}

export interface ScalingCase {
  readonly role: ScaledRole;
  readonly state: ScalingState;
  readonly range: ProcessRange;
  /** Why it is as it is; absent or null: somebody gave it. */
  readonly because?: string | null;
  /** Oldest first, as far back as they reach; the last one is of now. Of a fixed number none is needed. */
  readonly looks: readonly ScalingLook[];
  /** Epoch ms. */
  readonly now: number;
}

export function firstState({ floor }: ProcessRange, now: number): ScalingState {
  return { wanted: floor, changedAt: now, direction: null, quietMs: SCALING.quietMs };
}

export function decideScaling(given: ScalingCase): ScalingVerdict {
  const { state, range, because = null, looks, now } = given;
  const last = looks.at(-1);
  const within = Math.min(range.ceiling, Math.max(range.floor, state.wanted));
  if (within !== state.wanted)
    return { state: changed(state, within, now), reason: because ?? `there may be ${rangeText(range)}` };
  if (isFixed(range)) return { state, reason: because ?? 'the number is fixed' };
  if (last === undefined) return { state, reason: 'nothing was looked at yet' };
  return judge({ ...given, last });
}

type Judged = ScalingCase & { readonly last: ScalingLook };

function judge(given: Judged): ScalingVerdict {
  const { state, looks, last } = given;
  const stays = (reason: string): ScalingVerdict => ({ state, reason });
  if (last.waiting === null) return stays('what waits is not known now');
  if (last.at - state.changedAt < SCALING.settleMs && state.direction !== null)
    return stays('the last change has to show first');
  if (isMissing(given))
    return stays(`${last.alive} of ${state.wanted} take work; the others start or are replaced`);
  const pressed = looks.slice(-SCALING.pressedLooks);
  if (pressed.length === SCALING.pressedLooks && pressed.every(isPressed)) return judgeMore(given);
  return judgeFewer(given);
}

/** One that is wanted does not take work, and may still come. */
function isMissing({ state, looks, last }: Judged): boolean {
  if (last.alive >= state.wanted) return false;
  const since = last.at - SCALING.returnMs;
  if (state.changedAt > since) return true;
  for (let n = looks.length - 1; n >= 0; n -= 1) {
    const look = looks[n];
    if (look === undefined || look.at <= since) return false;
    if (look.alive >= state.wanted) return true;
  }
  return false;
}

function isPressed({ waiting, oldestMs, slots }: ScalingLook): boolean {
  if (waiting === null || waiting === 0) return false;
  return (oldestMs ?? 0) >= SCALING.lateMs || waiting >= Math.max(1, slots);
}

function judgeMore(given: Judged): ScalingVerdict {
  const { role, state, range, last } = given;
  const against = reasonAgainstMore(role, last);
  if (against !== null) return { state, reason: against };
  if (state.wanted >= range.ceiling)
    return { state, reason: `${demand(role, last)}: more would be wanted, and ${range.ceiling} is the most` };
  const wanted = Math.min(range.ceiling, state.wanted * 2, Math.max(state.wanted + 1, needed(last)));
  const next = changed(state, Math.max(1, wanted), last.at);
  const isRegret = state.direction === 'down' && last.at - state.changedAt < SCALING.regretMs;
  const quietMs = isRegret ? Math.min(SCALING.mostQuietMs, state.quietMs * 2) : next.quietMs;
  return { state: { ...next, quietMs }, reason: demand(role, last) };
}

/** What of the work waits and is not held up by the processes. Null: more of them would help. */
function reasonAgainstMore(role: ScaledRole, last: ScalingLook): string | null {
  const { used, slots, slow, cpuPercent, alive, room } = last;
  // A page takes a browser seconds, however quick its host is.
  if (role !== 'renderer' && used > 0 && slow / used >= SCALING.slowShare)
    return `${slow} of ${used} requests wait for slow hosts: more processes would wait for the same hosts`;
  const isBusy = used >= slots * SCALING.busyShare || cpuPercent >= alive * SCALING.busyCpuPercent;
  if (!isBusy) return `${used} of ${slots} slots are used: what waits is not held up by the ${role}s`;
  if (room === null) return null;
  if (room.idleShare < SCALING.leastIdleShare)
    return `no CPU is left on this machine (${Math.round(room.idleShare * 100)} % idle)`;
  if (room.freeMemoryMb < SCALING.leastMemoryMb[role])
    return `too little memory is left on this machine (${Math.round(room.freeMemoryMb)} MB)`;
  return null;
}

/** As many as do what comes, and what waits within the time for it, at the speed of those that work. */
function needed({ waiting, perSecond, alive }: ScalingLook): number {
  if (perSecond === null || perSecond <= 0 || alive === 0) return 0;
  const each = perSecond / alive;
  return Math.ceil((perSecond + (waiting ?? 0) / (SCALING.emptyWithinMs / 1_000)) / each);
}

const WORK_WORDS: Readonly<Record<ScaledRole, string>> = {
  scraper: 'pages that their hosts allow',
  pipeline: 'pieces of work',
  renderer: 'pages for a browser',
};

function demand(role: ScaledRole, { waiting, oldestMs }: ScalingLook): string {
  const oldest = oldestMs === null ? '' : `, the oldest for ${Math.round(oldestMs / 1_000)} s`;
  return `${waiting ?? 0} ${WORK_WORDS[role]} wait${oldest}`;
}

function judgeFewer({ state, range, looks, last }: Judged): ScalingVerdict {
  const busy = `${last.used} of ${last.slots} slots are used, ${last.waiting ?? 0} wait`;
  if (state.wanted <= range.floor) return { state, reason: `${busy}; ${range.floor} is the least` };
  const { quietMs } = recovered(state, last.at);
  const since = last.at - quietMs;
  if (state.changedAt > since) return { state, reason: busy };
  for (let n = looks.length - 1; n >= 0; n -= 1) {
    const look = looks[n];
    if (look === undefined || !isSpare(look, state.wanted)) return { state, reason: busy };
    if (look.at > since) continue;
    const reason = `one fewer does the same since ${Math.round(quietMs / 1_000)} s: ${busy}`;
    return { state: changed(state, state.wanted - 1, last.at), reason };
  }
  return { state, reason: busy };
}

/** Without one of them the others would have room left. */
function isSpare(
  { waiting, oldestMs, used, slots, cpuPercent, alive }: ScalingLook,
  wanted: number,
): boolean {
  if (waiting === null || (waiting > 0 && (oldestMs ?? 0) >= SCALING.lateMs)) return false;
  if (alive === 0) return false;
  const fewer = wanted - 1;
  const slotsOfEach = slots / alive;
  return (
    used + waiting <= slotsOfEach * fewer * SCALING.spareShare &&
    cpuPercent <= fewer * SCALING.spareCpuPercent
  );
}

function recovered(state: ScalingState, now: number): ScalingState {
  return now - state.changedAt > SCALING.forgetMs ? { ...state, quietMs: SCALING.quietMs } : state;
}

function changed(state: ScalingState, wanted: number, at: number): ScalingState {
  const direction = wanted > state.wanted ? 'up' : 'down';
  return { ...recovered(state, at), wanted, changedAt: at, direction };
}
