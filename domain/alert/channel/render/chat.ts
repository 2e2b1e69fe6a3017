// Messages in chats. What came from foreign pages goes in as text: where a service reads marks in a text (mentions,
// links, emphasis), they are escaped or the text stands where no marks are read.
import type { MessageSeverity } from '../../rule/message.ts';
import { clipWords } from '../../../system/clip.ts';
import { type MessageText, cutText, joinedText, messageText, noteText, subjectOf } from '../message-text.ts';
import {
  type RenderContext,
  type Rendered,
  type SettingsOf,
  jsonRequest,
  pathOn,
  withForm,
} from './rendered.ts';

const COLOURS: Readonly<Record<MessageSeverity, string>> = {
  info: '#3b6ef6',
  warning: '#c77700',
  critical: '#d1293d',
};

function textOf({ message, baseUrl }: RenderContext): MessageText {
  return messageText(message, baseUrl);
}

/** Slack reads `<…>` as links and mentions and `&` as entities, nothing else in plain text. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function renderSlack(settings: SettingsOf<'slack'>, context: RenderContext): Rendered {
  const { title, lines, diff, note, link } = textOf(context);
  const plain = (text: string, longest: number) => ({
    type: 'plain_text',
    text: slackText(cutText(text, longest)),
    emoji: false,
  });
  const body = lines.join('\n');
  const blocks = [
    { type: 'header', text: plain(subjectOf(context.message, 150), 150) },
    ...(body === '' ? [] : [{ type: 'section', text: plain(body, 2_000) }]),
    ...(diff.length === 0 ? [] : [slackDiff(diff)]),
    ...(note === '' ? [] : [{ type: 'section', text: plain(noteText(note), 2_000) }]),
    { type: 'section', text: { type: 'mrkdwn', text: `<${slackText(link)}|Open in Webloom>` } },
  ];
  return jsonRequest(settings.url, { text: slackText(title), unfurl_links: false, blocks }, { hidden: true });
}

function slackDiff(diff: readonly string[]) {
  const text = cutText(diff.join('\n'), 2_900);
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  };
}

/** Discord and Mattermost read Markdown; each mark gets a backslash, and a mention is broken up. */
function markdownText(text: string): string {
  return text.replaceAll(/[\\`*_~|<>[\]()#:+-]/g, String.raw`\$&`).replaceAll('@', '@\u200b');
}

/** A block in which no marks are read; a fence in the text is broken up. */
function fenced(diff: readonly string[], longest: number): string {
  if (diff.length === 0) return '';
  return `\n\`\`\`diff\n${cutText(diff.join('\n').replaceAll('```', '`\u200b`\u200b`'), longest)}\n\`\`\``;
}

/** A field of its own, whose value has 1,024 characters. */
function discordNote(note: string) {
  return { name: 'Note', value: clipWords(markdownText(note), 1_024) };
}

export function renderDiscord(settings: SettingsOf<'discord'>, context: RenderContext): Rendered {
  const { title, lines, diff, note, link } = textOf(context);
  const { message, pictures = [] } = context;
  const { severity, at } = message;
  const embed = {
    title: cutText(markdownText(title), 256),
    url: link,
    description: cutText(markdownText(lines.join('\n')), 1_800) + fenced(diff, 2_000),
    ...(note === '' ? {} : { fields: [discordNote(note)] }),
    color: Number.parseInt(COLOURS[severity].slice(1), 16),
    timestamp: at.toISOString(),
  };
  const body = { embeds: [embed], allowed_mentions: { parse: [] } };
  const rendered = jsonRequest(settings.url, body, { hidden: true });
  const files = pictures.map((picture, index) => ({ ...picture, field: `files[${index}]` }));
  if (files.length === 0) return rendered;
  return withForm(rendered, { fields: { payload_json: JSON.stringify(body) }, files });
}

export function renderMattermost(settings: SettingsOf<'mattermost'>, context: RenderContext): Rendered {
  const { title, lines, diff, note, link } = textOf(context);
  const attachment = {
    fallback: title.replaceAll('@', '@\u200b'),
    color: COLOURS[context.message.severity],
    title: markdownText(title),
    title_link: link,
    text:
      cutText(markdownText(lines.join('\n')), 3_000) +
      fenced(diff, 3_000) +
      (note === '' ? '' : `\n\n${markdownText(noteText(note))}`),
  };
  return jsonRequest(settings.url, { attachments: [attachment] }, { hidden: true });
}

/** A card whose texts are runs, in which no marks are read. */
export function renderTeams(settings: SettingsOf<'teams'>, context: RenderContext): Rendered {
  const { title, lines, diff, note, link } = textOf(context);
  const run = (text: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...more }],
  });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      run(title, { size: 'medium', weight: 'bolder' }),
      ...lines.map((line) => run(line)),
      ...diff.map((line) => run(line, { fontType: 'monospace' })),
      ...noteText(note)
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [run(line)])),
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Open in Webloom', url: link }],
  };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return jsonRequest(settings.url, { type: 'message', attachments }, { hidden: true });
}

const TELEGRAM_LONGEST = 4_000;
/** Of the words under pictures. */
const CAPTION_LONGEST = 1_024;

/** Without a parse mode, Telegram reads no marks. */
export function renderTelegram(settings: SettingsOf<'telegram'>, context: RenderContext): Rendered {
  const { title, ...rest } = textOf(context);
  const { pictures = [] } = context;
  const longest = pictures.length === 0 ? TELEGRAM_LONGEST : CAPTION_LONGEST;
  const text = cutText(`${title}\n\n${joinedText(rest, Math.max(0, longest - title.length - 2))}`, longest);
  const call = (name: string): string => pathOn(settings.url, `/bot${settings.token}/${name}`);
  if (pictures.length === 0) {
    const body = { chat_id: settings.chat, text, link_preview_options: { is_disabled: true } };
    return jsonRequest(call('sendMessage'), body, { hidden: true });
  }
  // The words of an album are those of its first picture.
  const media = pictures.map(({ name }, index) => ({
    type: 'photo',
    media: `attach://${name}`,
    ...(index === 0 ? { caption: text } : {}),
  }));
  const rendered = jsonRequest(call('sendMediaGroup'), { chat_id: settings.chat, media }, { hidden: true });
  const files = pictures.map((picture) => ({ ...picture, field: picture.name }));
  return withForm(rendered, { fields: { chat_id: settings.chat, media: JSON.stringify(media) }, files });
}
