// Explains why nothing moves in a run: brakes and waits in force, most decisive first. Pure.
import { DISK_REMEDY, describeDisk, diskRemedy } from '../../system/disk/disk-space.ts';
import { TOO_OFTEN_REMEDY, tooOften } from '../plan/host-capacity.ts';
import { circuitMode, failuresInWords } from '../../web/politeness/circuit.ts';
import { pauseInWords, pauseNow } from '../../web/politeness/host-pause.ts';
import type { DelayCause } from '../../web/politeness/pace.ts';
import { whyEnded } from './why-ended.ts';
import type { HostWait, IdleFacts, IdleReason } from './idle-facts.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import { NO_PROGRESS, describeFault, describeReading } from '../../run/source-progress.ts';
import { given } from '../../system/given.ts';

/** A shorter pause between two requests is not reported. */
const NAMED_DELAY_MS = 500;

export function whyIdle(facts: IdleFacts): { idle: boolean; reasons: IdleReason[] } {
  const faults = sourceFaults(facts);
  if (isTerminal(facts.state)) return { idle: true, reasons: [...whyEnded(facts), ...faults] };
  const { hold } = facts;
  // It is told first and alone with what is broken: it explains a pause, and lifting it ends the pause.
  if (hold !== undefined)
    return { idle: true, reasons: [{ code: 'emergency-stop', ...hold }, ...brokenServices(facts)] };
  const roomless = missingRoom(facts);
  const held = roomless.length > 0 ? [] : heldBeforeStart(facts);
  // With a full disk no process can write its sign of life, so missing ones prove nothing.
  const missing = roomless.length > 0 ? [] : missingAgents(facts);
  const unrendered = missingRenderer(facts);
  const broken = [...roomless, ...held, ...brokenServices(facts), ...missing, ...unrendered.certain];
  const decided = byState(facts);
  // A run that is stopping or finalizing still needs its processes; a paused one needs none.
  if (decided !== null)
    return { idle: true, reasons: [decided, ...(decided.code === 'paused' ? [] : broken), ...faults] };
  const halts = facts.hosts.flatMap((host) => haltOf(host, facts.now) ?? []);
  const areAllHalted = halts.length > 0 && halts.length === facts.hosts.length;
  const work = byProgress(facts, areAllHalted);
  const paces = facts.openChunks.planned > 0 && !areAllHalted ? facts.hosts.flatMap(paceOf) : [];
  const late = lateFor(facts);
  const slow = [...unrendered.possible, ...halts, ...paces];
  const reasons = [...broken, ...slow, ...work, ...sourceOf(facts, work), ...faults, ...late];
  return {
    idle: broken.length > 0 || !work.some(({ code }) => code === 'working' || code === 'discovering'),
    reasons,
  };
}

function byState({ state, unacknowledged }: IdleFacts): IdleReason | null {
  const unheard =
    unacknowledged > 0 ? ' The workflow has not answered this yet; the monitor repeats it.' : '';
  switch (state) {
    case 'paused':
      return {
        code: 'paused',
        detail: `The run is paused: nothing is fetched until it is resumed.${unheard}`,
        remedy: 'Resume the job.',
      };
    case 'stopping':
      return {
        code: 'stopping',
        detail: `The run is being stopped; what was scraped is still stored.${unheard}`,
      };
    case 'finalizing':
      return { code: 'finalizing', detail: 'The run is being ended; this takes a moment.' };
    case 'starting':
    case 'running':
    case 'completed':
    case 'failed':
    case 'stopped':
      return null;
  }
}

function missingRoom({ disk, brokerAlarm }: IdleFacts): IdleReason[] {
  const code = 'disk-full';
  if (disk?.state === 'full') return [{ code, detail: describeDisk(disk), remedy: diskRemedy(disk) }];
  return brokerAlarm === null ? [] : [{ code, detail: brokerAlarm, remedy: DISK_REMEDY }];
}

/** The run has not begun: it waits until there is room, and then goes on by itself. */
function heldBeforeStart({ state, shortages = [] }: IdleFacts): IdleReason[] {
  if (state !== 'starting') return [];
  return shortages.map(({ detail, remedy }) => ({
    code: 'no-room',
    detail: `The run waits before it begins, and goes on by itself. ${detail}`,
    ...given({ remedy: remedy ?? undefined }),
  }));
}

function brokenServices(facts: IdleFacts): IdleReason[] {
  const { brokerReachable, brokerAlarm, engineReachable, blobsFault, proxyFault } = facts;
  const reasons: IdleReason[] = [];
  if (!engineReachable)
    reasons.push({
      code: 'engine-unreachable',
      detail: 'Temporal is not reachable, so the workflow does not go on.',
      remedy: 'Check that Temporal runs; the run continues by itself.',
    });
  if (!brokerReachable && brokerAlarm === null)
    reasons.push({
      code: 'broker-unreachable',
      detail: 'RabbitMQ is not reachable, so no page can be handed to a scraper.',
      remedy: 'Check that RabbitMQ runs; the run continues by itself.',
    });
  if (blobsFault !== null)
    reasons.push({
      code: 'blobs-unreachable',
      detail: `${blobsFault} What was fetched waits to be kept, read and stored.`,
      remedy: 'Bring its disk or its bucket back; the run continues by itself.',
    });
  if (proxyFault !== null)
    reasons.push({
      code: 'proxy-away',
      detail: `The proxy by which pages are asked for does not do its work. ${proxyFault.text}`,
      remedy: proxyFault.remedy ?? 'Check the proxy; the run continues by itself.',
    });
  return reasons;
}

const NEEDED = [
  ['orchestrator', 'the workflow has nobody to carry it out'],
  ['dispatcher', 'nobody hands out pages'],
  ['scraper', 'nobody fetches pages'],
  ['pipeline', 'fetched pages are not read'],
] as const;

/** One remedy for all that are missing, so that it can be told once. */
function missingAgents({ alive }: IdleFacts): IdleReason[] {
  const missing = NEEDED.filter(([role]) => alive[role] === 0);
  const roles = missing.map(([role]) => `the ${role}`).join(', ');
  return missing.map(([role, consequence]) => ({
    code: `no-${role}` as const,
    detail: `No ${role} has given a sign of life in the last seconds: ${consequence}.`,
    remedy: `\`webloom up\` starts every process; where they are run one by one, start ${roles}.`,
  }));
}

/** A run may have pages for a browser that nobody knows of yet: then it is told, and the run counts as moving. */
function missingRenderer({ rendering }: IdleFacts): Readonly<Record<'certain' | 'possible', IdleReason[]>> {
  if (rendering === undefined) return { certain: [], possible: [] };
  const { text, remedy, isCertain } = rendering;
  const whose = isCertain ? 'Pages of this run are to be opened' : 'Pages of this run may have to be opened';
  const reason: IdleReason = {
    code: 'no-renderer',
    detail: `${whose} in a browser. ${text}`,
    ...given({ remedy: remedy ?? undefined }),
  };
  return isCertain ? { certain: [reason], possible: [] } : { certain: [], possible: [reason] };
}

/** Why no page of the host may be asked for now; null: some may. */
function haltOf(host: HostWait, now: number): IdleReason | null {
  const { robots, robotsFailure, notBefore } = host;
  const held = pauseNow(host, now);
  if (held !== null)
    return {
      code: 'host-paused',
      host: host.host,
      ...given({ until: held.until ?? undefined }),
      detail: `${host.host} is ${pauseInWords(held)}. Its pages wait; none fails for that.`,
      remedy: `Resume it: webloom hosts resume ${host.host}, or Hosts.`,
    };
  if (notBefore > now)
    return {
      code: 'host-refuses',
      host: host.host,
      until: notBefore,
      detail: `${host.host} refused requests and asked to be left alone; nobody asks it before.`,
      remedy: `The run waits for it, or fails its pages as host-unavailable where that is longer than ${PATIENCE}.`,
    };
  const circuit = circuitHalt(host, now);
  if (circuit !== null) return circuit;
  if (robots === 'unreachable')
    return {
      code: 'robots-unreachable',
      host: host.host,
      detail: `The robots.txt of ${host.host} can not be read, so nothing may be fetched there; it is asked for again every minute (${robotsFailure}).`,
      remedy:
        'Check the address; if the host is yours, mend its robots.txt. The run goes on by itself, or gives up after `giveUpAfterMs` of the job.',
    };
  if (robots === 'unknown')
    return {
      code: 'robots-unknown',
      host: host.host,
      detail: `The robots.txt of ${host.host} is being read; nothing is fetched there before.`,
    };
  return null;
}

const PATIENCE = 'the job waits (`giveUpAfterMs`)';

/** The host's circuit is open, or half-open: one probe at a time. */
function circuitHalt(host: HostWait, now: number): IdleReason | null {
  const mode = circuitMode(host, now);
  if (mode === 'closed') return null;
  const seen = `${host.host} gave ${failuresInWords(host)}`;
  const probe = 'one page at a time, of all runs, shows whether it answers again';
  return {
    code: 'circuit-open',
    host: host.host,
    ...(mode === 'open' ? { until: host.openUntil } : {}),
    detail:
      mode === 'open' ? `${seen}. It is left alone for a while; then ${probe}.` : `${seen}. Now ${probe}.`,
    remedy: `The run gives up when it saw failures for longer than ${PATIENCE}. Times when nobody asked do not count.`,
  };
}

const CAUSES: Readonly<Record<DelayCause, string>> = {
  robots: 'its robots.txt asks for that',
  refusals: 'it refused requests of late; the pause shrinks as it answers',
  job: 'the job asks for that',
  floor: 'the job asks for less, which only hosts of your own get (WEBLOOM_OWN_HOSTS)',
  default: 'the usual pause; hosts of your own can do without (WEBLOOM_OWN_HOSTS)',
};

function paceOf({ host, delayMs, delayCause }: HostWait): IdleReason[] {
  if (delayMs < NAMED_DELAY_MS) return [];
  const detail = `${host} is asked once every ${Math.round(delayMs / 100) / 10} s: ${CAUSES[delayCause]}.`;
  return [{ code: 'host-delay', host, detail, delayMs }];
}

/** The job is due again before its host can be asked for all pages. */
function lateFor({ due, hosts }: IdleFacts): IdleReason[] {
  if (due === undefined || hosts.length === 0) return [];
  const pages = Math.ceil(due.pages / hosts.length);
  const found = tooOften(
    hosts.map(({ host, delayMs }) => ({ host, pages, delayMs })),
    due.everyMs,
  );
  return found === null
    ? []
    : [{ code: 'too-often', host: found.host, detail: found.detail, remedy: TOO_OFTEN_REMEDY }];
}

const CHUNK_WAITS =
  'A page of the open chunk is not due yet: its host asked for patience, or a second look proves what the first one saw.';
const LATER =
  'All that is left waits for its time: a host asked for patience, or a second look proves what the first one saw.';

function byProgress(facts: IdleFacts, areAllHalted: boolean): IdleReason[] {
  const { openChunks, openDueAt, nextDueAt, now, phase, state } = facts;
  const open = openChunks.planned + openChunks.scraped + openChunks.storing;
  if (open > 0) {
    const detail = `${open === 1 ? '1 chunk is' : `${open} chunks are`} open: ${openChunks.planned} being fetched, ${openChunks.scraped} being read, ${openChunks.storing} being stored.`;
    // When all hosts of a chunk wait, the chunk is open but nothing moves in it.
    const waits = openDueAt !== null && openDueAt > now;
    return [
      ...(waits ? [{ code: 'waiting-for-due' as const, until: openDueAt, detail: CHUNK_WAITS }] : []),
      ...(areAllHalted && openChunks.scraped + openChunks.storing === 0
        ? []
        : [{ code: 'working' as const, detail }]),
    ];
  }
  if (nextDueAt !== null && nextDueAt > now)
    return [
      {
        code: 'waiting-for-due',
        until: nextDueAt,
        detail: LATER,
      },
    ];
  if (nextDueAt !== null) return [{ code: 'planning', detail: 'The next chunk is being cut.' }];
  if (state === 'starting' || phase === 'discovering' || isBeingRead(facts))
    return [{ code: 'discovering', detail: describeReading(facts.source ?? NO_PROGRESS) ?? COLLECTING }];
  return [{ code: 'nothing-left', detail: 'Every URL has been dealt with; the run is about to end.' }];
}

const COLLECTING = 'The URLs of the source are being collected.';

function isBeingRead({ source }: IdleFacts): boolean {
  return source?.stateFile !== undefined;
}

/** The source, read beside the crawl: its present document, or that the rest waits for visits. */
function sourceOf({ source }: IdleFacts, work: readonly IdleReason[]): IdleReason[] {
  if (source?.stateFile === undefined || work.some(({ code }) => code === 'discovering')) return [];
  const detail = describeReading(source);
  if (detail === null) return [];
  return source.reading === undefined
    ? [{ code: 'source-left', detail: `${detail} More is read when most of them are visited.` }]
    : [{ code: 'discovering', detail }];
}

const TOLD_FAULTS = 5;

function sourceFaults({ source }: IdleFacts): IdleReason[] {
  if (source === null) return [];
  const told = source.faults.slice(0, TOLD_FAULTS).map((fault) => describeFault(fault));
  const more = source.faultCount - told.length;
  return [...told, ...(more > 0 ? [`And ${more} more documents of the source.`] : [])].map((detail) => ({
    code: 'source-fault' as const,
    detail,
    remedy: 'What else the source names is visited; mend the document if it is yours.',
  }));
}
