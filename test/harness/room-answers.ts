import type { ReceivedWebhook, ReceiverAnswer } from './fake-receiver.js';

type Request = Pick<ReceivedWebhook, 'body' | 'headers'>;

/** Answers as the workflow of Microsoft Teams does: 202, or 400 when it is no card that a room can show. */
export function asTeams(request: Request): ReceiverAnswer {
  const fault = teamsFault(request);
  return fault === null ? 202 : { status: 400, body: fault };
}

/** Answers as an incoming webhook of Slack does: `ok`, or 400 with its reason. */
export function asSlack(request: Request): ReceiverAnswer {
  const fault = slackFault(request);
  return fault === null ? { status: 200, body: 'ok' } : { status: 400, body: fault };
}

type Json = { readonly [name: string]: unknown };

const TEAMS_BYTES = 28 * 1_024;
const CARD_VERSION = '1.5';
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  RichTextBlock: ['inlines'],
  TextRun: ['text'],
  'Action.OpenUrl': ['title', 'url'],
};

function teamsFault({ body }: Request): string | null {
  if (Buffer.byteLength(body) > TEAMS_BYTES) return 'RequestEntityTooLarge';
  const message = jsonOf(body);
  const [attachment] = listOf(message?.['attachments']);
  if (message?.['type'] !== 'message' || !attachment) return 'TriggerInputSchemaMismatch';
  if (attachment['contentType'] !== 'application/vnd.microsoft.card.adaptive') return 'unknown content type';
  const card = (attachment['content'] ?? {}) as Json;
  if (card['type'] !== 'AdaptiveCard' || card['version'] !== CARD_VERSION) return 'not an Adaptive Card 1.5';
  const elements = listOf(card['body']);
  if (elements.length === 0) return 'an empty card';
  const all = [...elements, ...elements.flatMap((element) => listOf(element['inlines'])), ...listOf(card['actions'])];
  for (const element of all) {
    const needed = ELEMENTS[String(element['type'])];
    if (!needed) return `unknown element ${String(element['type'])}`;
    for (const name of needed) if (isEmpty(element[name])) return `${String(element['type'])} without ${name}`;
  }
  return null;
}

const SLACK_BLOCKS = 50;
const SLACK_TEXT = 3_000;
const SLACK_HEADER = 150;

function slackFault({ body, headers }: Request): string | null {
  if (!headers['content-type']?.startsWith('application/json')) return 'invalid_payload';
  const message = jsonOf(body);
  if (!message || isEmpty(message['text'])) return 'no_text';
  const blocks = listOf(message['blocks']);
  if (blocks.length === 0 || blocks.length > SLACK_BLOCKS) return 'invalid_blocks';
  for (const block of blocks) {
    const texts = block['type'] === 'context' ? listOf(block['elements']) : [(block['text'] ?? {}) as Json];
    if (!['header', 'section', 'context'].includes(String(block['type']))) return 'invalid_blocks';
    const most = block['type'] === 'header' ? SLACK_HEADER : SLACK_TEXT;
    for (const { type, text } of texts) {
      if (typeof text !== 'string' || text === '' || text.length > most) return 'invalid_blocks';
      if (type !== 'plain_text' && (type !== 'mrkdwn' || block['type'] === 'header')) return 'invalid_blocks';
    }
  }
  return null;
}

function jsonOf(body: string): Json | null {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return null;
  }
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as Json[]) : [];
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
