// What Webloom needs of the world: room on the disk, a name service, and hosts that answer.
import { type DiskSpace, describeDisk, diskRemedy } from '../system/disk/disk-space.ts';
import type { HostCircuits } from '../web/host/host-store.ts';
import { type Answer, sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';

const MB = 1_048_576;

export function judgeDisk(space: DiskSpace | null): HealthComponent {
  const part = { id: 'disk', kind: 'disk', name: 'The disk', since: null } as const;
  if (space === null)
    return { ...part, state: 'unknown', text: 'The system does not tell.', remedy: null, figures: {} };
  const { state, folder, freeBytes, totalBytes, floorBytes } = space;
  const figures = { freeBytes, totalBytes, floorBytes };
  if (state === 'ok')
    return {
      ...part,
      state: 'ok',
      text: `${Math.floor(freeBytes / MB)} MB are free at ${folder}.`,
      remedy: null,
      figures,
    };
  return {
    ...part,
    state: state === 'full' ? 'critical' : 'warning',
    text: describeDisk(space),
    remedy: diskRemedy(space),
    figures,
  };
}

/** What came of asking for the address of a host's name. `absent` is an answer too: there is no such name. */
export type NameOutcome = 'found' | 'absent' | 'no-answer';

/** Names of hosts that jobs look at; empty: no job has asked for one yet. `by-proxy`: none is looked up here. */
export function judgeNames(asked: readonly NameOutcome[] | 'by-proxy'): HealthComponent {
  const outcomes = asked === 'by-proxy' ? [] : asked;
  const unanswered = outcomes.filter((outcome) => outcome === 'no-answer').length;
  const part = {
    id: 'names',
    kind: 'network',
    name: 'Names of hosts (DNS)',
    since: null,
    figures: { asked: outcomes.length, unanswered },
  } as const;
  if (asked === 'by-proxy')
    return { ...part, state: 'unknown', text: 'The proxy looks them up (WEBLOOM_PROXY_DNS).', remedy: null };
  if (outcomes.length === 0)
    return { ...part, state: 'unknown', text: 'No job has asked a host by its name yet.', remedy: null };
  if (unanswered === outcomes.length)
    return {
      ...part,
      state: 'warning',
      text: `No name of a host can be looked up (${unanswered} tried): pages of other hosts can not be fetched.`,
      remedy: 'Check the network of this machine and its name servers (/etc/resolv.conf).',
    };
  return { ...part, state: 'ok', text: 'Names are looked up.', remedy: null };
}

/** Fewer failing hosts than this say something about these hosts alone. */
const MANY = 3;

export function judgeHosts(answer: Answer<HostCircuits>): HealthComponent {
  const part = { id: 'hosts', kind: 'hosts', name: 'Hosts that are looked at', since: null } as const;
  if (!answer.ok)
    return { ...part, state: 'unknown', text: sentence(answer.fault), remedy: null, figures: {} };
  const { failing, answered } = answer.value;
  const figures = { failing, answered };
  const left = failing === 1 ? 'One host is left alone' : `${failing} hosts are left alone`;
  if (failing >= MANY && answered !== null && failing > answered)
    return {
      ...part,
      state: 'warning',
      text: `${left} because they do not answer, and only ${answered} answered in the last ten minutes: it is probably not their fault.`,
      remedy:
        'Check the network of this machine: open one of them in a browser here. Jobs go on by themselves.',
      figures,
    };
  const text =
    failing === 0
      ? 'None that was asked of late is left alone.'
      : `${left} because ${failing === 1 ? 'it fails' : 'they fail'}; the others answer.`;
  return { ...part, state: 'ok', text, remedy: null, figures };
}
