import type { ChannelType } from '@demarc/domain';
import type { NoticeMessage } from '../bus/messages.js';
import { mailHtml } from './mail-html.js';
import { mailText } from './mail-text.js';
import { slackMessage } from './slack-message.js';
import { teamsMessage } from './teams-message.js';
import { webhookBody } from './webhook-body.js';
import type { Worded } from './worded.js';

/** What a channel sends of a notice, as JSON; of a mail its subject and both of its bodies. */
export function channelMessage(channel: ChannelType, notice: NoticeMessage, worded: Worded): object {
  switch (channel) {
    case 'email':
      return { subject: worded.subject, text: mailText(worded), html: mailHtml(worded) };
    case 'webhook':
      return webhookBody(notice);
    case 'teams':
      return teamsMessage(worded);
    case 'slack':
      return slackMessage(worded);
    default:
      return channel satisfies never;
  }
}
