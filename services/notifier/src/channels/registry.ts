import { type Channel, type ChannelType, maskedUrl, withoutQuery } from '@demarc/domain';
import type { Clock } from '@demarc/runtime';
import type { ChannelOf, NoticeChannel } from '../channel.js';
import type { NotifierConfig } from '../config.js';
import { type Receivers, askSystem } from './checked-connect.js';
import { EmailChannel } from './email.channel.js';
import { SlackChannel } from './slack.channel.js';
import { TeamsChannel } from './teams.channel.js';
import { WebhookChannel } from './webhook.channel.js';

export type Channels = { readonly [Type in ChannelType]: NoticeChannel<Type> };

/** Every channel there is. A new one is a file beside these and a line here; the compiler asks for it. */
export function openChannels(config: NotifierConfig, clock: Clock): Channels {
  const timeoutMs = config.DEMARC_SEND_TIMEOUT_MS;
  const receivers: Receivers = { allow: config.DEMARC_RECEIVER_ALLOW, resolve: askSystem };
  return {
    webhook: new WebhookChannel({
      clock,
      timeoutMs,
      perLane: config.DEMARC_SENDS_PER_TARGET,
      receivers,
    }),
    email: new EmailChannel({
      smtpUrl: config.SMTP_URL ?? null,
      startTlsRequired: config.DEMARC_SMTP_STARTTLS === 'required',
      from: config.DEMARC_MAIL_FROM,
      connections: config.DEMARC_SMTP_CONNECTIONS,
      timeoutMs,
    }),
    teams: new TeamsChannel({ clock, timeoutMs, receivers }),
    slack: new SlackChannel({ clock, timeoutMs, receivers }),
  };
}

/** Where a channel of a contact goes, as it is kept and shown: who has the address of a room can write into it, and queries carry keys. */
export function targetOf(channel: Channel): string {
  switch (channel.type) {
    case 'email':
      return channel.address;
    case 'webhook':
      return withoutQuery(channel.url);
    case 'teams':
    case 'slack':
      return maskedUrl(channel.url);
    default:
      return channel satisfies never;
  }
}

/**
 * The contact's channel that a delivery was planned for; when its address was corrected since, the one it has now.
 * Null when the contact has no such channel any more.
 */
export function channelFor<Type extends ChannelType>(
  channels: readonly Channel[],
  type: Type,
  target: string,
): ChannelOf<Type> | null {
  const same = channels.filter((channel): channel is ChannelOf<Type> => channel.type === type);
  return same.find((channel) => targetOf(channel) === target) ?? same[0] ?? null;
}
