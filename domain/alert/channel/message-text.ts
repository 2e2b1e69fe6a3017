// A message as plain text, the same for every kind of channel: what is shown, cut to what fits, without characters that
// could act on the reader's screen.
import { clip, clipWords } from '../../system/clip.ts';
import type { AlertMessage, MessageLine } from '../rule/message.ts';
import { formatMoney } from '../../reading/money/money.ts';

/** Controls except line break and tab, and marks that turn the direction of the text around. */
const ACTING = /(?![\n\t\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const MAX_TITLE_LENGTH = 200;
const MAX_LINE_LENGTH = 500;
const MAX_LINES = 30;
const MAX_DIFF_LINES = 20;

function plain(text: string): string {
  return text.replaceAll(ACTING, '').replaceAll(/\r\n?/g, '\n');
}

/** One line: what a header or a title can hold. */
export function oneLine(text: string, longest = MAX_TITLE_LENGTH): string {
  return cutText(plain(text).replaceAll(/\s+/g, ' ').trim(), longest);
}

/** Of the name of a job, which may be as long as a title. */
const MAX_NAME_LENGTH = 60;

/** The title with job and site, which stay whole where the title is cut: what a list of mails or chats shows. */
export function subjectOf(
  message: Pick<AlertMessage, 'title' | 'job' | 'page'>,
  longest = MAX_TITLE_LENGTH,
): string {
  const title = oneLine(message.title);
  const places = [
    oneLine(message.job?.name ?? '', MAX_NAME_LENGTH),
    oneLine(hostOf(message), MAX_NAME_LENGTH),
  ];
  const named = places.filter(
    (place, at) => place !== '' && !title.includes(place) && places.indexOf(place) === at,
  );
  if (named.length === 0) return cutText(title, longest);
  const place = ` · ${named.join(' · ')}`;
  return `${cutText(title, longest - place.length)}${place}`;
}

function hostOf({ page }: Pick<AlertMessage, 'page'>): string {
  return page !== undefined && URL.canParse(page.url) ? new URL(page.url).host : '';
}

/** Cut at whole characters; an ellipsis shows that something is missing. */
export function cutText(text: string, longest: number): string {
  return clip(text, longest);
}

export interface MessageText {
  /** With job and site. */
  readonly title: string;
  /** What happened, without the difference. */
  readonly lines: readonly string[];
  /** The difference, as `+ …`, `- …` and `  …`. */
  readonly diff: readonly string[];
  /** What the job is for, in the words of its user, over several lines where it was written so; '': nothing is said. */
  readonly note: string;
  readonly link: string;
}

const SIGNS: Readonly<Record<MessageLine['op'], string>> = { added: '+', removed: '-', same: ' ' };

export function messageText(message: AlertMessage, baseUrl: string): MessageText {
  return {
    title: subjectOf(message),
    lines: [...fewLines(message.lines, MAX_LINES), ...priceLines(message), ...placeLines(message)].map(
      (line) => oneLine(line, MAX_LINE_LENGTH),
    ),
    diff: diffLines(message),
    note: plain(message.job?.note ?? '').trim(),
    link: linkOf(message, baseUrl),
  };
}

/** So many lines at most; the last one says how many are left out. */
export function fewLines(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `… and ${lines.length - most + 1} more lines`];
}

/** The path is Webloom's own, but it must not lead away from its server. */
export function linkOf({ path }: Pick<AlertMessage, 'path'>, baseUrl: string): string {
  const rest = path.replace(/^[/\\]+/, '');
  return `${baseUrl.replace(/\/+$/, '')}/${rest}`;
}

function diffLines({ change }: AlertMessage): string[] {
  const lines = (change?.lines ?? []).map(({ op, text }) => `${SIGNS[op]} ${oneLine(text, MAX_LINE_LENGTH)}`);
  return [...fewLines(lines, MAX_DIFF_LINES)];
}

/** As a paragraph of its own. */
export function noteText(note: string): string {
  return note === '' ? '' : `Note: ${note}`;
}

function priceLines({ price }: AlertMessage): string[] {
  if (price === undefined) return [];
  const { beforeMinor, afterMinor, currency } = price;
  const shown = (minor: number | null): string =>
    minor === null ? 'no price' : formatMoney({ minor, currency });
  return [`Price: ${shown(beforeMinor)} → ${shown(afterMinor)}`];
}

function placeLines({ job, page }: AlertMessage): string[] {
  return [
    ...(page === undefined ? [] : [`Page: ${page.title === null ? '' : `${page.title} `}${page.url}`]),
    ...(job === undefined ? [] : [`Job: ${job.name}`]),
  ];
}

/** Of a text with a bound: what changed comes first, and keeps most of the room. */
const NOTE_SHARE = 0.3;

/** All of it as one text of at most so many characters; the link is never cut off. */
export function joinedText({ lines, diff, note, link }: Omit<MessageText, 'title'>, longest: number): string {
  const body = [...lines, ...(diff.length === 0 ? [] : ['', ...diff])].join('\n');
  const told = clipWords(noteText(note), Math.floor(longest * NOTE_SHARE));
  const end = [told, link].filter((part) => part !== '').join('\n\n');
  const room = longest - end.length - 2;
  return room < 1 ? cutText(body, longest) : `${cutText(body, room)}\n\n${end}`;
}
