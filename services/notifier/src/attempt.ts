import type { ChannelType } from '@demarc/domain';
import { type Clock, type Log, withoutSecrets } from '@demarc/runtime';
import { type AttemptRow, type HeldBack, newId } from '@demarc/store';
import { type Answer, type ChannelOf, type NoticeChannel, answerOf } from './channel.js';
import { type Channels, channelFor, targetOf } from './channels/registry.js';
import { type RetryPolicy, nextAttempt } from './next-attempt.js';
import type { NotifierMetrics } from './notifier-metrics.js';
import type { Recorder } from './recorder.js';
import type { Sendable } from './sendable.js';
import { runStages } from './stages/run-stages.js';
import type { Held, Stage } from './stages/stage.js';
import type { Attempted } from './sender.js';
import type { Wording } from './wording.js';

export interface AttemptOptions {
  readonly channels: Channels;
  readonly wording: Wording;
  readonly recorder: Recorder<AttemptRow>;
  readonly metrics: NotifierMetrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly retry: RetryPolicy;
  /** What keeps a delivery back, in order. */
  readonly stages: readonly Stage[];
  readonly holds: Recorder<HeldBack>;
}

/** Makes one attempt of a delivery: keeps it back where a stage says so, else sends, decides what the answer means, logs, counts and hands the result to the recorder. */
export async function attempt(delivery: Sendable, options: AttemptOptions): Promise<Attempted> {
  const { clock, recorder, metrics, log, retry } = options;
  const held = await keptBackBy(delivery, options);
  if (held === 'unknown') return { answer: null, recorded: Promise.resolve() };
  if (held) return keepBack(delivery, held, options);
  const startedMs = performance.now();
  const { answer, target } = await send(delivery, options);
  const now = clock.now();
  const verdict = nextAttempt(answer, delivery.retrySince, now, retry, Math.random());
  const row = {
    tenant: delivery.tenant,
    deliveryId: delivery.id,
    attempt: delivery.attempts + 1,
    at: now,
    durationMs: Math.round(performance.now() - startedMs),
    target,
    outcome: answer.outcome,
    reason: answer.reason,
    answer: answer.answer,
    ...verdict,
    fallback: verdict.state === 'failed' ? nextChannelOf(delivery) : null,
  };
  metrics.answered(delivery, answer, now);
  log.info(
    {
      eventId: delivery.notice.eventId,
      sourceEventId: delivery.notice.sourceEventId,
      incident: delivery.notice.incident?.reference ?? null,
      noticeId: delivery.notice.id,
      deliveryId: delivery.id,
      tenant: delivery.tenant,
      channel: delivery.channel,
      contact: delivery.contactName,
      attempt: row.attempt,
      outcome: answer.outcome,
      reason: answer.reason,
      state: verdict.state,
      durationMs: row.durationMs,
    },
    'a delivery was answered',
  );
  return { answer, recorded: recorder.record(row) };
}

/** Of a contact that is reached through one channel after the other; null: this was the last one. */
function nextChannelOf({ contact, channel, target }: Sendable): AttemptRow['fallback'] {
  if (contact?.reach !== 'in-order') return null;
  const at = contact.channels.findIndex((one) => one.type === channel && targetOf(one) === target);
  const next = at === -1 ? undefined : contact.channels[at + 1];
  return next ? { id: newId(), channel: next.type, target: targetOf(next) } : null;
}

/** Unknown: the database is away. Nothing is sent that may be muted, and the delivery is due again when its lease ends. */
async function keptBackBy(
  delivery: Sendable,
  { stages, clock, log }: AttemptOptions,
): Promise<Held | 'unknown' | null> {
  try {
    return await runStages(stages, delivery, clock.now());
  } catch (error) {
    log.warn(
      { err: error, tenant: delivery.tenant, deliveryId: delivery.id },
      'what mutes a delivery cannot be read; it is due when its lease ends',
    );
    return 'unknown';
  }
}

function keepBack(delivery: Sendable, held: Held, { holds, metrics, log }: AttemptOptions): Attempted {
  metrics.keptBack(delivery, held);
  const { tenant, id: deliveryId, contactName: contact, channel } = delivery;
  log.info({ tenant, deliveryId, noticeId: delivery.notice.id, contact, channel, ...held }, 'a delivery is kept back');
  return { answer: null, recorded: holds.record({ tenant, deliveryId, ...held }) };
}

async function send(
  delivery: Sendable,
  { channels, wording }: AttemptOptions,
): Promise<{ answer: Answer; target: string }> {
  return sendOn(delivery, channels[delivery.channel] as NoticeChannel, wording);
}

async function sendOn<Type extends ChannelType>(
  { contact, target, notice }: Sendable,
  through: NoticeChannel<Type>,
  wording: Wording,
): Promise<{ answer: Answer; target: string }> {
  const channel = contact && channelFor(contact.channels, through.type, target);
  if (!contact || !channel) return { answer: answerOf('contact-gone'), target };
  try {
    const worded = () => wording.of(notice, contact, channel.type);
    const answer = await through.send({ notice, contact, channel, worded });
    return { answer: { ...answer, answer: answer.answer && said(answer.answer, channel) }, target: targetOf(channel) };
  } catch (error) {
    // A channel must not throw; when one does it is a defect, but the delivery is tried again and not lost.
    return {
      answer: answerOf('reset', said(`the channel failed: ${String(error)}`, channel)),
      target: targetOf(channel),
    };
  }
}

/** What a receiver said, for the database: many repeat the address that they were called by, or the links of a mail. */
function said(text: string, channel: ChannelOf<ChannelType>): string {
  return channel.type === 'email' ? withoutSecrets(text) : withoutSecrets(withoutAddress(text, channel.url));
}

function withoutAddress(text: string, address: string): string {
  const url = URL.parse(address);
  if (!url) return text;
  const parts = [address, url.href, `${url.pathname}${url.search}`, url.search.slice(1)];
  const masked = parts
    .filter((part) => part.length >= LEAST_TELLING)
    .reduce((rest, part) => rest.replaceAll(part, '***'), text);
  return [...url.searchParams.values()]
    .filter((value) => value.length >= LEAST_TELLING)
    .reduce((rest, value) => rest.replaceAll(value, '***'), masked);
}
/** Shorter parts of an address are words, which answers may well contain. */
const LEAST_TELLING = 8;
