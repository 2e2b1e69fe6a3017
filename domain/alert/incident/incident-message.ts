// The messages of incidents: begin, reminder, end, and several in one.
import { clip } from '../rule/alert-words.ts';
import {
  type AlertMessage,
  MESSAGE_SEVERITIES,
  type MessageKind,
  type MessageSeverity,
} from '../rule/message.ts';
import { byGravity, isAlike, memberLine, memberLines, unnamed } from './gathered.ts';
import type { GatheredFirst, Incident } from './incident.ts';
import { messageId } from './incident-id.ts';
import { given } from '../../system/given.ts';
import { summaryLine } from '../../page/model-summary/model-summary.ts';

/** Less than the lines that a channel shows. */
const MAX_LISTED = 25;
const MAX_TITLE_LENGTH = 200;

const PREFIX: Readonly<Partial<Record<MessageKind, string>>> = { reminder: 'Still: ', end: 'Over: ' };

/** What gathers one change alone is told as that change is. */
export function asOne(incident: Incident): Incident {
  const { gathers, gathered, first, members: _members, ...rest } = incident;
  return gathers === true && gathered === 1 && first !== undefined ? { ...rest, ...first } : incident;
}

/** Its time is the one it was due, so that a repeat is the same message. */
export function incidentMessage(due: Incident): AlertMessage {
  const incident = asOne(due);
  const { _id, workspaceId, severity, next = 'begin', told, tellAt, startedAt } = incident;
  const { job, run, page, change, price, limit } = incident;
  return {
    id: messageId(_id, next, told),
    workspaceId,
    kind: next,
    severity: next === 'end' ? 'info' : severity,
    title: clip(`${prefixOf(incident)}${toldTitle(incident)}`, MAX_TITLE_LENGTH),
    lines: linesOf(incident),
    at: tellAt ?? startedAt,
    path: pathOf(incident),
    ...given({ job, run, page, change, price, limit }),
    incidentId: _id,
  };
}

interface Digest {
  readonly rule: { readonly name: string };
  /** All that it tells of in one line; '': there is none. */
  readonly summary: string;
}

/** Its lines are in order of gravity: what is left out is no graver than what is named. */
export function digestMessage(id: string, { rule, summary }: Digest, due: readonly Incident[]): AlertMessage {
  const incidents = due.map(asOne);
  const [first] = incidents;
  const entries = byGravity(incidents.flatMap(entriesOf));
  const rest = entries.length - MAX_LISTED;
  const severities = incidents.map(({ severity }) => MESSAGE_SEVERITIES.indexOf(severity));
  const job = incidents.every((one) => one.job?.id === first?.job?.id) ? first?.job : undefined;
  return {
    id,
    workspaceId: first?.workspaceId ?? '',
    kind: 'digest',
    severity: MESSAGE_SEVERITIES[Math.max(0, ...severities)] ?? 'info',
    title: clip(`${rule.name}: ${summary === '' ? digestWords(incidents) : summary}`, MAX_TITLE_LENGTH),
    lines: [
      ...entries.slice(0, MAX_LISTED).map(({ line }) => line),
      ...(rest > 0 ? [`and ${rest} more, none of them graver`] : []),
    ],
    at: first?.tellAt ?? first?.startedAt ?? new Date(0),
    path: '/alerts',
    ...given({ job }),
    ...(first?.limit === undefined ? {} : { limit: first.limit }),
  };
}

interface Entry {
  readonly severity: MessageSeverity;
  readonly line: string;
}

/** What stands for many is a line for each that it names, and one for the others. */
function entriesOf(incident: Incident): Entry[] {
  const { gathered = 0, members = [], page, severity } = incident;
  const place = page === undefined ? '' : ` (${page.url})`;
  if (members.length === 0 || isAlike(incident)) {
    const line = `${prefixOf(incident)}${toldTitle(incident)}${place}`;
    return [{ severity, line: `${line}${saidBeside(incident)}` }];
  }
  const named = members.map((one) => ({ severity: one.severity, line: memberLine(one) }));
  const left = unnamed(gathered, members);
  const least = named.at(-1)?.severity ?? severity;
  const others = { severity: least, line: `${incident.title}: ${left} further ones` };
  return left > 0 ? [...named, others] : named;
}

function saidBeside({ change }: Incident): string {
  return change?.modelSummary === undefined ? '' : `. ${summaryLine(change.modelSummary)}`;
}

/** A digest that was cut off while it was put together may hold one alone. */
function digestWords(incidents: readonly Incident[]): string {
  const [first] = incidents;
  return first !== undefined && incidents.length === 1 ? toldTitle(first) : `${incidents.length} alerts`;
}

function prefixOf({ next = 'begin', rolledBack }: Incident): string {
  return next === 'end' && rolledBack !== undefined ? 'Withdrawn: ' : (PREFIX[next] ?? '');
}

/** What stands for many says all of them in its line. */
export function toldTitle(incident: Incident): string {
  const { title, gathered, summary = '' } = incident;
  if (gathered === undefined) return title;
  if (isAlike(incident)) return summary;
  const count = gathered.toLocaleString('en-US');
  return summary === ''
    ? `${title}: ${count}`
    : `${count} ${title.charAt(0).toLowerCase()}${title.slice(1)}: ${summary}`;
}

/** What the title says already stands in no line. */
function linesOf(incident: Incident): string[] {
  const { title, next, lines, first, history, ruleName, reason, rolledBack, change } = incident;
  const { alsoBy = [], members = [] } = incident;
  if (next === 'end' && rolledBack !== undefined) {
    const { by, why, at } = rolledBack;
    const said = why === '' ? '' : ` ${why}`;
    return [`What was told is taken back: ${by} rolled it back at ${at.toISOString()}.${said}`];
  }
  const last = history.at(-1);
  if (next === 'end' && last !== undefined) return [`Resolved by ${last.by} at ${last.at.toISOString()}.`];
  const said = change?.modelSummary;
  return [
    ...(said === undefined ? [] : [summaryLine(said)]),
    ...lines.filter((line) => line !== title),
    ...(members.length > 0 ? memberLines(incident) : first === undefined ? [] : [firstWords(first)]),
    `Told by the rule “${ruleName}”: ${reason}.`,
    ...alsoBy.map((other) => `Found by the rule “${other.ruleName}”, too: ${other.reason}.`),
  ];
}

function firstWords({ title, page }: GatheredFirst): string {
  return `First of them: ${title}${page === undefined ? '' : ` (${page.url})`}`;
}

function pathOf({ kind, change, run, gathers, limit }: Incident): string {
  if (kind === 'health') return '/health';
  if (kind === 'host-blocked') return '/hosts';
  if (limit !== undefined) return '/settings/usage';
  if (change !== undefined && gathers === undefined) return `/changes/${encodeURIComponent(change.id)}`;
  return run === undefined ? '/alerts' : `/runs/${run.id}`;
}
