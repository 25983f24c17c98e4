import { type Language, PROBLEMS, type ProblemCode, ROUTES, languageOf } from '@demarc/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AnswerPage, PAGE_HEADERS, htmlOf } from '../answer/answer-page.js';

import { ProblemError } from '../door/problem-error.js';

/** What can go wrong with a sign-in that a person is to be told on a page. */
type Fault = Extract<ProblemCode, 'who-are-you' | 'not-allowed' | 'unavailable'>;

interface Words {
  readonly again: string;
  readonly titles: Readonly<Record<Fault, string>>;
  readonly texts: Readonly<Record<Fault, string>>;
}

const WORDS: Readonly<Record<'en' | 'fr', Words>> = {
  en: {
    again: 'Sign in again',
    titles: {
      'who-are-you': 'You are not signed in',
      'not-allowed': 'You signed in, but may not come in',
      unavailable: 'Signing in is not possible right now',
    },
    texts: {
      'who-are-you': 'The sign-in took more than ten minutes, was begun in another window, or was used already.',
      'not-allowed': 'Whoever keeps the roles of Demarc in your company can give you access. Then sign in again.',
      unavailable: 'Your company’s sign-in cannot be reached. Nothing is lost; try again in a moment.',
    },
  },
  fr: {
    again: 'Se reconnecter',
    titles: {
      'who-are-you': 'Vous n’êtes pas connecté',
      'not-allowed': 'Vous êtes connecté, mais sans accès',
      unavailable: 'La connexion est impossible pour le moment',
    },
    texts: {
      'who-are-you': 'La connexion a duré plus de dix minutes, a été commencée dans une autre fenêtre ou a déjà servi.',
      'not-allowed':
        'La personne qui gère les rôles de Demarc chez vous peut vous donner accès. Reconnectez-vous ensuite.',
      unavailable: 'La connexion de votre entreprise est injoignable. Rien n’est perdu ; réessayez dans un instant.',
    },
  },
};

const isFault = (code: ProblemCode): code is Fault => code in WORDS.en.titles;

/** Does it, and tells a person in a browser on a page what went wrong; a program is answered the problem itself. */
export async function orFaultPage(
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isPersons = (request.headers.accept ?? '').includes('text/html');
    if (!isPersons || !(error instanceof ProblemError) || !isFault(error.code)) throw error;
    const page = pageOf(error.code, error.message, to, languageOf(request.headers['accept-language'] ?? ''));
    await reply.status(PROBLEMS[error.code].status).headers(PAGE_HEADERS).send(htmlOf(page));
  }
}

function pageOf(fault: Fault, detail: string, to: string, language: Language): AnswerPage {
  const { again, titles, texts } = WORDS[language === 'fr' ? 'fr' : 'en'];
  return {
    language,
    title: titles[fault],
    // Only what is wrong with a role is about this person.
    paragraphs: fault === 'not-allowed' ? [detail, texts[fault]] : [texts[fault]],
    form: null,
    link: { text: again, to: `${ROUTES.signIn.path}?to=${encodeURIComponent(to)}` },
  };
}
