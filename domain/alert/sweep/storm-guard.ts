// Keeps a storm from becoming thousands of messages: of one run, the first changes or prices of a rule have incidents of
// their own, all further ones share one that is told when the run has ended; a graver one has its own though as many
// lesser ones came before it. Changes that many pages of a site share are one from the first on.
import { gatheringWords, type Told } from '../rule/alert-words.ts';
import { beginGathering, type IncidentFacts } from '../incident/begin-incident.ts';
import { gravityOf } from '../incident/gathered.ts';
import { incidentGroup } from '../incident/incident-id.ts';
import { type GatheredFirst, type Incident, STORM } from '../incident/incident.ts';
import type { AlertPorts } from './alert-ports.ts';
import { given } from '../../system/given.ts';

interface Found {
  readonly runId: string;
  /** The incident it has, if it gets one of its own. */
  readonly incident: Incident;
  /** Told together from the first on. */
  readonly together?: { readonly key: string; readonly words: Told };
  /** What became of the body of a page; whatever else has the same is told with it. */
  readonly sameBody?: string;
}

interface Group {
  /** Incidents of one change or price, with how grave they are. */
  readonly own: Map<string, number>;
  /** Ids of those, by what became of the body. */
  readonly byBody: Map<string, string>;
  /** Ids that gather, by key. */
  readonly gathering: Map<string, string>;
}

export class StormGuard {
  readonly begun: Incident[] = [];
  readonly #ports: Pick<AlertPorts, 'incidents' | 'hasher'>;
  readonly #groups = new Map<string, Promise<Group>>();

  constructor(ports: Pick<AlertPorts, 'incidents' | 'hasher'>) {
    this.#ports = ports;
  }

  /** Returns the id of the incident that stands for it. */
  async add(facts: IncidentFacts, { runId, together, sameBody, ...found }: Found): Promise<string> {
    const incident = sameBody === undefined ? found.incident : { ...found.incident, sameBody };
    const name = incidentGroup(facts.rule._id, runId);
    const open = this.#groups.get(name) ?? this.#open(name);
    this.#groups.set(name, open);
    const group = await open;
    const twin = sameBody === undefined ? undefined : group.byBody.get(sameBody);
    if (twin !== undefined) return twin;
    // One that was inserted before this turn was cut off keeps its incident.
    if (together === undefined && this.#isOwn(incident, group, facts.rule.stormAfter)) return incident._id;
    const key = together?.key ?? STORM;
    const before = group.gathering.get(key);
    if (before !== undefined) return before;
    const gathering = beginGathering(
      gathered(facts, together?.words),
      `${key}-${incident._id}`,
      runId,
      this.#ports.hasher,
    );
    group.gathering.set(key, gathering._id);
    const { alsoBy } = incident;
    const known = { gatherKey: key, first: firstOf(incident) };
    this.begun.push({ ...gathering, ...known, ...given({ alsoBy }) });
    return gathering._id;
  }

  async #open(name: string): Promise<Group> {
    const known = await this.#ports.incidents.ofGroup(name);
    const open = known.filter(({ gathers, state }) => gathers === true && state !== 'resolved');
    const own = known.filter(({ gathers }) => gathers === undefined);
    return {
      own: new Map(own.map((one) => [one._id, gravityOf(one)])),
      byBody: new Map(
        own.flatMap(({ _id, sameBody }) => (sameBody === undefined ? [] : [[sameBody, _id] as const])),
      ),
      gathering: new Map(open.map(({ _id, gatherKey }) => [gatherKey ?? STORM, _id])),
    };
  }

  /** Lesser ones do not count: they take no place from a graver one that comes later. */
  #isOwn(incident: Incident, { own, byBody }: Group, most: number): boolean {
    if (own.has(incident._id)) return true;
    const gravity = gravityOf(incident);
    if ([...own.values()].filter((one) => one >= gravity).length >= most) return false;
    own.set(incident._id, gravity);
    if (incident.sameBody !== undefined) byBody.set(incident.sameBody, incident._id);
    this.begun.push(incident);
    return true;
  }
}

function firstOf({ title, lines, page, change, price }: Incident): GatheredFirst {
  return {
    title,
    lines,
    ...given({ page, change, price }),
  };
}

/** It stands for many: nothing of it is of one page. */
function gathered(facts: IncidentFacts, words?: Told): IncidentFacts {
  const { job, run } = facts.subject;
  const kind = facts.rule.when.kind === 'price' ? 'price' : 'change';
  const subject = { ...given({ job, run }) };
  const { awaits: _awaits, ...own } = facts;
  return { ...own, ...(words ?? gatheringWords(kind, job?.name ?? 'a job')), subject };
}
