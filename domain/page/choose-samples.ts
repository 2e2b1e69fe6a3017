// Chooses the new pages that give a noise sample: up to three of each kind of page, kinds with many new pages first. Bounded
// for each kind, run, host and chunk, whatever addresses a site makes up.
import { type PageKind, isSameKind } from './page-kind.ts';
import type { Template } from './template.ts';

/** Two have to agree, and one may show the same twice by chance. */
const MAX_A_KIND = 3;
/** Kinds of a host that one run samples, so that a site without templates is not fetched twice. */
const MAX_KINDS_A_RUN = 8;
const MAX_A_RUN = MAX_A_KIND * MAX_KINDS_A_RUN;
/** Samples of a template over all runs. A host that is full is sampled no more. */
const MAX_KEPT = 2 * MAX_A_RUN;
/**
 * Chunks that are decided at the same moment don't see each other's choices, so all but a run's first one, which is
 * small, take few of each host.
 */
const MAX_OF_HOST_IN_LATER_CHUNK = 8;
/** So that a chunk of many hosts is not fetched twice as a whole. */
const MAX_A_CHUNK = 200;
/** Kinds of a host that are told apart; pages of further kinds are not sampled. Bounds the time of a decision. */
const MAX_GROUPS = 64;

export interface Candidate {
  readonly urlKey: string;
  /** Id of the host's template. */
  readonly templateId: string;
  readonly kind: PageKind;
}

export interface SampleRound {
  readonly templates: ReadonlyMap<string, Template>;
  /** Number of the run. */
  readonly seq: number;
  readonly chunkNo: number;
}

/** Pages of one kind: those sampled and those that may be. */
interface KindGroup {
  readonly host: HostSamples;
  readonly first: PageKind;
  sampled: number;
  sampledInRun: number;
  readonly candidates: Candidate[];
}

interface HostSamples {
  readonly groups: KindGroup[];
  kept: number;
  inRun: number;
  inChunk: number;
}

/** Url keys of the pages to look at again. */
export function chooseSamples(candidates: readonly Candidate[], round: SampleRound): ReadonlySet<string> {
  const own = new Set(candidates.map(({ urlKey }) => urlKey));
  const hosts = new Map<string, HostSamples>();
  for (const candidate of candidates) {
    const { templateId, kind } = candidate;
    const host = hosts.get(templateId) ?? hostSamples(round.templates.get(templateId), round.seq, own);
    hosts.set(templateId, host);
    groupOf(host, kind)?.candidates.push(candidate);
  }
  const groups = [...hosts.values()].flatMap((host) => host.groups);
  const largestFirst = groups.toSorted((a, b) => b.candidates.length - a.candidates.length);
  return take(largestFirst, round.chunkNo === 1 ? Number.POSITIVE_INFINITY : MAX_OF_HOST_IN_LATER_CHUNK);
}

function take(groups: readonly KindGroup[], roomOfHost: number): ReadonlySet<string> {
  const chosen = new Set<string>();
  for (const group of groups) {
    for (const { urlKey } of group.candidates) {
      if (chosen.size >= MAX_A_CHUNK || group.host.inChunk >= roomOfHost || !wantsSample(group)) break;
      chosen.add(urlKey);
      group.host.inChunk += 1;
      group.sampled += 1;
      group.sampledInRun += 1;
      group.host.inRun += 1;
      group.host.kept += 1;
    }
  }
  return chosen;
}

function wantsSample({ host, sampled, sampledInRun }: KindGroup): boolean {
  if (sampled >= MAX_A_KIND || host.inRun >= MAX_A_RUN || host.kept >= MAX_KEPT) return false;
  return sampledInRun > 0 || kindsInRun(host) < MAX_KINDS_A_RUN;
}

function kindsInRun({ groups }: HostSamples): number {
  return groups.filter(({ sampledInRun }) => sampledInRun > 0).length;
}

/**
 * What the template holds. Pages of this chunk are left out, so that a repeated decision chooses as the first one did.
 */
function hostSamples(template: Template | undefined, seq: number, own: ReadonlySet<string>): HostSamples {
  const { samples = {}, kinds = {} } = template ?? {};
  const kept = new Set([...Object.keys(samples), ...Object.keys(kinds)].filter((key) => !own.has(key)));
  const host: HostSamples = { groups: [], kept: kept.size, inRun: 0, inChunk: 0 };
  for (const key of [...kept].toSorted()) {
    const kind = kinds[key];
    // The second look of an earlier run taught nothing: it failed, or showed a wall.
    if (kind === undefined || (kind.seq !== seq && samples[key] === undefined)) continue;
    const group = groupOf(host, kind);
    if (group !== null) group.sampled += 1;
    if (kind.seq !== seq) continue;
    if (group !== null) group.sampledInRun += 1;
    host.inRun += 1;
  }
  return host;
}

function groupOf(host: HostSamples, kind: PageKind): KindGroup | null {
  const known = host.groups.find(({ first }) => isSameKind(first, kind));
  if (known !== undefined || host.groups.length >= MAX_GROUPS) return known ?? null;
  const group: KindGroup = { host, first: kind, sampled: 0, sampledInRun: 0, candidates: [] };
  host.groups.push(group);
  return group;
}
