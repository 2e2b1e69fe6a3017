// What an incident stands for that gathers the changes or prices of a run: the gravest first, so that none is hidden behind
// a lesser one.
import { counted } from '../../system/counted.ts';
import { MESSAGE_SEVERITIES, type MessageSeverity } from '../rule/message.ts';
import { type GatheredMember, type Incident, STORM } from './incident.ts';

/** Named one by one; the others are a number, and none of them is graver. */
export const MAX_MEMBERS = 20;

/** Higher: graver. */
export function gravityOf({ severity }: { readonly severity: MessageSeverity }): number {
  return MESSAGE_SEVERITIES.indexOf(severity);
}

export function byGravity<T extends { readonly severity: MessageSeverity }>(some: readonly T[]): T[] {
  return some.toSorted((a, b) => gravityOf(b) - gravityOf(a));
}

/** It weighs as much as the gravest it stands for. */
export function withMembers(
  incident: Incident,
  { gathered, members, summary }: Required<Pick<Incident, 'gathered' | 'members' | 'summary'>>,
): Incident {
  const [gravest] = byGravity([incident, ...members]);
  return { ...incident, gathered, members, summary, severity: gravest?.severity ?? incident.severity };
}

/** What it gathers says alike on every page: its line tells it, and of each page only the address is new. */
export function isAlike({ gatherKey, summary }: Pick<Incident, 'gatherKey' | 'summary'>): boolean {
  return gatherKey !== undefined && gatherKey !== STORM && summary !== undefined && summary !== '';
}

/** How many of those that an incident stands for are not named. */
export function unnamed(gathered: number, members: readonly GatheredMember[]): number {
  return gathered - members.reduce((sum, { pages = 1 }) => sum + pages, 0);
}

export function memberLine({ title, url, pages = 1 }: GatheredMember): string {
  return `${title} (${url}${pages > 1 ? ` and ${counted(pages - 1, 'more page')}` : ''})`;
}

/** Those that are named, and how many are not. */
export function memberLines(
  incident: Pick<Incident, 'gathered' | 'members' | 'gatherKey' | 'summary'>,
): string[] {
  const { gathered = 0, members = [] } = incident;
  const rest = unnamed(gathered, members);
  if (isAlike(incident))
    return [
      ...members.map(({ url }) => url),
      ...(rest > 0 && members.length > 0 ? [`and ${counted(rest, 'more page')}`] : []),
    ];
  return [
    ...members.map((member) => `${WORDS[member.severity]}: ${memberLine(member)}`),
    ...(rest > 0 && members.length > 0 ? [`and ${rest} more, none of them graver`] : []),
  ];
}

const WORDS: Readonly<Record<MessageSeverity, string>> = {
  critical: 'Major',
  warning: 'Notable',
  info: 'Minor',
};
