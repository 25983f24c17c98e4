import {
  type AcceptedBody,
  CLOUDEVENT_BATCH_MEDIA_TYPE,
  CLOUDEVENT_MEDIA_TYPE,
  FORMATS,
  ROUTES,
} from '@demarc/contracts';
import { KINDS, type Kind } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { Failure, usage } from '../failure.js';
import { CLOUDEVENT, guessFormat } from '../guess-format.js';
import { type MessageToSend, messagesToSend } from '../messages-to-send.js';
import { failureDocument, failureText } from '../print/failure-text.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface SendOptions {
  readonly tenant: string;
  readonly format?: string;
  readonly kind?: Kind;
}

const SENDABLE = [...FORMATS.map(({ name }) => name), CLOUDEVENT];

export const sendCommand: CommandFile = (program, act) => {
  program
    .command('send')
    .description('Send alerts, incident reports or CloudEvents, as a monitoring system would')
    .argument('<file...>', 'JSON, or NDJSON with a message a line; `-` is standard input')
    .requiredOption('--tenant <name>', 'whose it is')
    .option('--format <name>', `${SENDABLE.join(', ')}; default: what it looks like`, oneOf(SENDABLE))
    .option('--kind <kind>', `${KINDS.join(', ')}; default: what the format usually carries`, oneOf(KINDS))
    .addHelpText(
      'after',
      examples(
        ['send alert.json --tenant contoso', 'the format is told by the content'],
        ['send week.ndjson --tenant contoso --format graph-alert', 'each line a message'],
        [`send - --tenant contoso <<< '{"title":"Printer on fire"}'`, 'an incident report from standard input'],
      ),
    )
    .action(
      act(async (session: Session, files: readonly string[], options: SendOptions) => {
        const items: object[] = [];
        const failures: Failure[] = [];
        for (const file of files) {
          for (const message of messagesToSend(file, await readInput(file, session.io))) {
            const result = await sendOne(session, message, options);
            if (result instanceof Failure) {
              failures.push(result);
              session.remark(failureText(result, session.style, message.from));
            }
            items.push({ from: message.from, ...(result instanceof Failure ? failureDocument(result) : result) });
          }
        }
        if (session.json) session.show({ items }, () => '');
        else if (items.length > 1)
          session.show(items, () => `${items.length - failures.length} of ${items.length} accepted.`);
        if (items.length === 1 && failures[0]) return failures[0].exitCode;
        return failures.length === 0 ? EXIT.ok : EXIT.refused;
      }),
    );
};

async function sendOne(
  session: Session,
  message: MessageToSend,
  options: SendOptions,
): Promise<AcceptedBody | Failure> {
  const { tenant } = options;
  try {
    const format = options.format ?? guessed(message);
    const kind = options.kind ?? usualKind(format);
    if (options.format === undefined) {
      session.remark(session.style.dim(`${message.from} looks like ${format}${kind ? `, kind ${kind}` : ''}`));
    }
    const request = { query: kind ? { kind } : {}, body: message.bytes };
    const { body } =
      format === CLOUDEVENT
        ? await session.api.call(ROUTES.sendEvents, { ...request, params: { tenant }, mediaType: mediaTypeOf(message) })
        : await session.api.call(ROUTES.sendHook, { ...request, params: { tenant, format } });
    if (!session.json) session.show(body, () => acceptedText(message, body, session));
    return body;
  } catch (error) {
    if (error instanceof Failure && error.exitCode !== EXIT.unreachable) return error;
    throw error;
  }
}

function guessed({ json, from }: MessageToSend): string {
  const format = json === undefined ? null : guessFormat(json);
  if (format !== null) return format;
  const why = json === undefined ? 'it is no JSON' : 'none of its fields tells';
  throw usage(`What format is ${from}? ${why}.`, `Say it with --format: ${SENDABLE.join(', ')}.`);
}

/** A CloudEvent says its kind itself, or the API asks for one. */
function usualKind(format: string): Kind | undefined {
  return FORMATS.find(({ name }) => name === format)?.kinds[0];
}

function mediaTypeOf({ json }: MessageToSend): string {
  return Array.isArray(json) ? CLOUDEVENT_BATCH_MEDIA_TYPE : CLOUDEVENT_MEDIA_TYPE;
}

function acceptedText({ from }: MessageToSend, { accepted }: AcceptedBody, { style }: Session): string {
  const ids = accepted.flatMap(({ eventIds, duplicate }) =>
    eventIds.map((id) => (duplicate ? `${id} (seen before)` : id)),
  );
  return `${style.green('sent')}  ${from}  ${style.dim(ids.join(', '))}`;
}
