import { FORM_MEDIA_TYPE, LINK_LABELS, PROBLEMS, ROUTES, answerForm, languageOf } from '@demarc/contracts';
import type { Log } from '@demarc/runtime';
import { ALL_TENANTS, actingFor } from '@demarc/store';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Door } from '../door/door.decorator.js';
import { bytesOf, mediaTypeOf } from '../door/given.decorators.js';
import { problemOfError } from '../door/problem-of-error.js';
import { LOG } from '../tokens.js';
import { AnswerDesk, type OpenLink, type Pressed } from './answer-desk.js';
import { type AnswerPage, PAGE_HEADERS, htmlOf } from './answer-page.js';
import { WORDS } from './words.js';

interface Shown {
  readonly status: number;
  readonly page: AnswerPage;
}

const STATUS = { done: 200, used: 409, over: 409, refused: 409, expired: 410, unknown: 404 } as const;

/** Where the links of mails lead. Only the button does anything: scanners of mails follow links, and press nothing. */
@Controller()
export class AnswerController {
  constructor(
    @Inject(AnswerDesk) private readonly desk: AnswerDesk,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Door(ROUTES.answerPage)
  async look(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#show(request, reply, async (token) => {
      const followed = await this.desk.follow(token);
      return followed.is === 'open' ? formPage(followed, null) : outcomePage(followed, request);
    });
  }

  @Door(ROUTES.answerByLink)
  async press(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.#show(request, reply, async (token) => {
      const followed = await this.desk.follow(token);
      if (followed.is !== 'open') return outcomePage(followed, request);
      const text = textIn(request);
      const { missing, field } = WORDS[followed.language];
      if (text === null || (field[followed.link.command] && text === '')) return formPage(followed, missing);
      return outcomePage(await this.desk.press(token, followed, text), request);
    });
  }

  /** People get a page whatever happens, and no log gets the token. */
  async #show(request: FastifyRequest, reply: FastifyReply, work: (token: string) => Promise<Shown>): Promise<void> {
    const { token } = request.params as { token: string };
    // What a link may touch is in its signature, and the desk looks at nothing else.
    const { status, page } = await actingFor(ALL_TENANTS, () => work(token)).catch((error: unknown): Shown => {
      const { code, cause } = problemOfError(error, { asked: `${request.method} ${ROUTES.answerPage.path}` });
      this.log.error({ err: cause ?? error, method: request.method, path: ROUTES.answerPage.path }, 'a request failed');
      const { titles, failed } = WORDS[languageAsked(request)];
      const said = { title: titles.failed, paragraphs: [failed], form: null };
      return { status: Math.max(PROBLEMS[code].status, 500), page: { language: languageAsked(request), ...said } };
    });
    await reply.status(status).headers(PAGE_HEADERS).send(htmlOf(page));
  }
}

function formPage({ language, link, notice, incident }: OpenLink, fault: string | null): Shown {
  const { command, expiresAt } = link;
  const words = WORDS[language];
  const { details, because, contactName } = notice;
  const label = words.field[command];
  const page = {
    language,
    title: LINK_LABELS[language][command],
    paragraphs: [
      ...words.what({ command, incident, details, because }),
      words.follows[command],
      words.inTheNameOf(contactName),
      words.works(expiresAt),
    ],
    form: { button: LINK_LABELS[language][command], field: label ? { label, fault } : null },
  };
  return { status: fault === null ? 200 : 422, page };
}

function outcomePage(outcome: Pressed, request: FastifyRequest): Shown {
  const language = outcome.is === 'unknown' ? languageAsked(request) : outcome.language;
  const reference = outcome.is === 'done' ? outcome.reference : null;
  const title = [reference, WORDS[language].titles[outcome.is]].filter((part) => part !== null).join(': ');
  return { status: STATUS[outcome.is], page: { language, title, paragraphs: [saidOf(outcome, language)], form: null } };
}

function saidOf(outcome: Pressed, language: AnswerPage['language']): string {
  const words = WORDS[language];
  switch (outcome.is) {
    case 'done':
      return words.done[outcome.command];
    case 'over':
      return words.over(outcome.over);
    case 'used':
      return words.used(outcome.use);
    case 'expired':
      return words.expired(outcome.at);
    case 'refused':
      return words.refused(outcome.detail);
    case 'unknown':
      return words.unknown;
    default:
      return outcome satisfies never;
  }
}

const languageAsked = (request: FastifyRequest) => languageOf(request.headers['accept-language'] ?? '');

/** What was written into the form, without the space around it; null for what the form cannot have sent. */
function textIn(request: FastifyRequest): string | null {
  const bytes = bytesOf(request);
  if (bytes.length > 0 && mediaTypeOf(request) !== FORM_MEDIA_TYPE) return null;
  const checked = answerForm.safeParse(Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))));
  return checked.success ? (checked.data.text ?? '').trim() : null;
}
