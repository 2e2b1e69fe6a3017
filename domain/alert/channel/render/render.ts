// Renders a message for a channel, by its kind.
import type { ChannelSettings } from '../schema.ts';
import { renderDiscord, renderMattermost, renderSlack, renderTeams, renderTelegram } from './chat.ts';
import { renderMail } from './mail.ts';
import { renderOwnRequest } from './own-request.ts';
import { renderGotify, renderNtfy, renderPushover } from './push.ts';
import type { RenderContext, Rendered } from './rendered.ts';
import { renderWebhook } from './webhook.ts';

/** `settings`: with its secrets in clear. */
export function renderMessage(settings: ChannelSettings, context: RenderContext): Rendered {
  switch (settings.kind) {
    case 'webhook':
      return renderWebhook(settings, context);
    case 'email':
      return renderMail(settings, context);
    case 'slack':
      return renderSlack(settings, context);
    case 'discord':
      return renderDiscord(settings, context);
    case 'teams':
      return renderTeams(settings, context);
    case 'mattermost':
      return renderMattermost(settings, context);
    case 'telegram':
      return renderTelegram(settings, context);
    case 'ntfy':
      return renderNtfy(settings, context);
    case 'gotify':
      return renderGotify(settings, context);
    case 'pushover':
      return renderPushover(settings, context);
    case 'http':
      return renderOwnRequest(settings, context);
  }
}
