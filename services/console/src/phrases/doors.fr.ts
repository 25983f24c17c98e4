import type { Phrase } from './phrase.js';

/** What the doors of the API say before anything else is looked at (`services/api/src`). */
export const DOOR_PHRASES: readonly Phrase[] = [
  ['Try again.', 'Réessayez.'],
  ['Try again later.', 'Réessayez plus tard.'],
  ['Sign in again.', 'Reconnectez-vous.'],
  ['Ask somebody who is.', 'Adressez-vous à quelqu’un qui l’est.'],
  ['Nothing was done; send the same request again.', 'Rien n’a été fait ; recommencez.'],
  ['Somebody changed the same thing at the same moment.', 'Quelqu’un a changé la même chose au même moment.'],
  ['The database cannot be reached right now.', 'La base de données est injoignable pour le moment.'],
  ['NATS does not answer, so the backlogs are not known.', 'NATS ne répond pas : on ne sait pas ce qui attend.'],
  ['The feed cannot be read from NATS right now.', 'Le flux ne peut pas être lu de NATS pour le moment.'],
  [
    'Demarc failed on this request. Its log says why; look for the path and time.',
    'Demarc a échoué sur cette demande. Son journal dit pourquoi ; cherchez le chemin et l’heure.',
  ],
  ['Demarc failed on this request.', 'Demarc a échoué sur cette demande.'],
  ['{n} requests are being answered (DEMARC_API_AT_ONCE).', '{n} demandes sont en cours (DEMARC_API_AT_ONCE).'],
  [
    '{word} was refused too often within a minute. Try again in {n} s.',
    '{word} a été refusé trop souvent en une minute. Réessayez dans {n} s.',
  ],
  ['The sign-in has ended.', 'La session a pris fin.'],
  [
    'The request does not say who asks. Sign in, or send Authorization: Bearer with an access token or an API key.',
    'La demande ne dit pas de qui elle vient. Connectez-vous.',
  ],
  [
    'This browser began no sign-in, or more than ten minutes ago.',
    'Ce navigateur n’a pas commencé de connexion, ou il y a plus de dix minutes.',
  ],
  [
    'The sign-in could not be finished: it took too long, or was begun elsewhere.',
    'La connexion n’a pas pu aboutir : elle a trop duré, ou a commencé ailleurs.',
  ],
  [
    'The sign-in provider {word} cannot be reached right now. Try again in a moment.',
    'Le fournisseur de connexion {word} est injoignable pour le moment. Réessayez dans un instant.',
  ],
  ['{who} ({roles}) is not permitted to {word}.', '{who} ({roles}) n’en a pas la permission ({word}).'],
  [
    'The request came with a session but from another site, or does not say from where. Nothing was done.',
    'La demande est venue avec une session mais d’un autre site, ou ne dit pas d’où. Rien n’a été fait.',
  ],
  [
    'There is no policy {word}. `demarc policy list` or GET /v1/policies lists what there is.',
    'Il n’y a pas de règles {word}.',
  ],
  ['There is no proposal {id}. GET /v1/policy-proposals lists what there is.', 'Il n’y a pas de proposition {id}.'],
  ['There is no notice {id}. The ledger of an incident lists its notices with their ids.', 'Il n’y a pas d’avis {id}.'],
  [
    'There is no tenant {word}. {known}; `demarc tenant add` or POST /v1/tenants makes one.',
    'Il n’y a pas de client {word}.',
  ],
  [
    '"{name}" comes with Demarc. Save the view under another name.',
    '« {name} » est livrée avec Demarc. Gardez la vue sous un autre nom.',
  ],
  [
    '{who} has {n} views, which is all that are kept. Delete one first.',
    '{who} a {n} vues, et on n’en garde pas plus. Supprimez-en une d’abord.',
  ],
  [
    'The views of {queue} are for those who work it, and {who} does not.',
    'Les vues de {queue:queue} sont pour ceux qui y travaillent, et {who} n’y travaille pas.',
  ],
  [
    'There is no view "{name}" of yours. GET /v1/views lists them; with ?queue= also those of one queue.',
    'Vous n’avez pas de vue « {name} ».',
  ],
  [
    'The view "{name}" has a query that this version does not take. Save it again.',
    'La vue « {name} » pose une question que cette version n’accepte pas. Gardez-la de nouveau.',
  ],
  ['from: must be before the end of the period', 'Le début doit venir avant la fin de la période.'],
  ['must not be empty', 'ne doit pas être vide'],
  ['must be a time zone such as Europe/Amsterdam', 'doit être un fuseau comme Europe/Amsterdam'],
  ['must be a local time such as 09:00', 'doit être une heure locale comme 09:00'],
  ['must be a date such as 2026-11-30', 'doit être une date comme 2026-11-30'],
  ['must be a moment such as 2026-11-22T10:00:00Z', 'doit être un moment comme 2026-11-22T10:00:00Z'],
  ['must not hold NUL or half characters', 'ne doit contenir ni NUL ni moitié de caractère'],
  [
    'must be lower-case letters, digits and hyphens, at most 63',
    'doit être fait de lettres minuscules, de chiffres et de tirets, 63 au plus',
  ],
  ['must be later than from', 'doit venir après le début'],
];
