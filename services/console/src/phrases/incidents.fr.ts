import type { Phrase } from './phrase.js';

/** What Demarc says in a timeline and of links (`libs/domain/src/incident`, `libs/store/src/desk`, the router). */
const HAPPENED: readonly Phrase[] = [
  ['the time is over', 'le temps est écoulé'],
  ['severity {severity} now', 'gravité {severity} désormais'],
  ['the source reported new activity', 'la source a signalé une nouvelle activité'],
  ['offered to {queue}', 'proposé à {queue:queue}'],
  [
    'The customer did not answer in time what was asked of it.',
    'Le client n’a pas répondu à temps à ce qui lui était demandé.',
  ],
  ['Nobody answered what was asked on {minute}: {action}', 'Personne n’a répondu à la demande du {minute} : {action}'],
  [
    "A person judged the incident's impact on the service",
    'Une personne a jugé de l’effet de l’incident sur le service',
  ],
  ['The directory changed (revision {n})', 'L’annuaire a changé (révision {n})'],
  ['A newer version of event {event} was decided', 'Une version plus récente de l’événement {event} a été décidée'],
  [
    'A newer version of event {event} was decided. It goes on as {ref}, which belongs to Microsoft.',
    'Une version plus récente de l’événement {event} a été décidée. Il continue comme {ref}, qui est à Microsoft.',
  ],
  [
    'A newer version of event {event} was decided. It goes on as {ref}, which belongs to the customer.',
    'Une version plus récente de l’événement {event} a été décidée. Il continue comme {ref}, qui est au client.',
  ],
  ['The directory changed (revision {n}).', 'L’annuaire a changé (révision {n}).'],
  [
    "A person judged the incident's impact on the service.",
    'Une personne a jugé de l’effet de l’incident sur le service.',
  ],
  ['It goes on as {ref}, which belongs to Microsoft.', 'Il continue comme {ref}, qui est à Microsoft.'],
  ['It goes on as {ref}, which belongs to the customer.', 'Il continue comme {ref}, qui est au client.'],
  ['{words} It goes on as {ref}.', '{words} Il continue comme {ref}.'],
  ['halves of one event', 'moitiés d’un même événement'],
  ['the same attack or trouble', 'la même attaque ou le même trouble'],
  [
    'it came back, having been resolved for more than {n} hours',
    'il est revenu après avoir été résolu plus de {n} heures',
  ],
  [
    'it came back more than {n} hours after it was resolved: {words}',
    'il est revenu plus de {n} heures après sa résolution : {words}',
  ],
  ['split from {ref}: {words}', 'séparé de {ref} : {words}'],
  ['{id}: always', '{id} : toujours'],
  ['{id}: it may impact the service', '{id} : le service peut en souffrir'],
  ['{id}: the other half of this event is theirs', '{id} : l’autre moitié de cet événement est à eux'],
];

/** Why a command is refused (`libs/domain/src/incident/decide*.ts` and beside). */
export const REFUSED: readonly Phrase[] = [
  [
    '{ref} is held by {queue}; microsoft cannot do this',
    '{ref} est détenu par {queue:queue} ; Microsoft ne peut pas faire cela.',
  ],
  [
    '{ref} is held by {queue}; customer cannot do this',
    '{ref} est détenu par {queue:queue} ; le client ne peut pas faire cela.',
  ],
  [
    '{ref} is {state} already; for this it must be {states}',
    '{ref} est déjà {state} ; pour cela il devrait être {states:said}.',
  ],
  ['{state} or {states}', '{state} ou {states:said}'],
  ['{state}', '{state}'],
  ['{ref} is yours already.', '{ref} est déjà à vous.'],
  ['{who} has {ref}; assign it to yourself to take it over.', '{who} a {ref} ; attribuez-le-vous pour le reprendre.'],
  ['{ref} is {state} already, by somebody.', '{ref} est déjà {state}.'],
  ['{ref} is {state} already, by {who}.', '{ref} est déjà {state}, par {who}.'],
  [
    '{ref} was merged into another incident; work there.',
    '{ref} a été fusionné dans un autre incident ; c’est là qu’on y travaille.',
  ],
  [
    '{ref} was resolved more than {n} hours ago: what comes back is a new incident.',
    '{ref} a été résolu il y a plus de {n} heures : ce qui revient est un nouvel incident.',
  ],
  ['Only Microsoft engages the customer in {ref}.', 'Seul Microsoft engage le client dans {ref}.'],
  ['The customer sees {ref} already.', 'Le client voit déjà {ref}.'],
  ['{ref} has severity {severity} already.', '{ref} a déjà la gravité {severity}.'],
  ['{ref} is in {queue} already.', '{ref} est déjà chez {queue:queue}.'],
  [
    '{ref} is offered to {queue} already; withdraw that first.',
    '{ref} est déjà proposé à {queue:queue} ; retirez d’abord cette offre.',
  ],
  [
    '{ref} was refused {n} times; a manager of either party settles who has it.',
    '{ref} a été refusé {n} fois ; un responsable de l’une des parties tranche.',
  ],
  ['{ref} is not offered to anybody now.', '{ref} n’est proposé à personne à présent.'],
  [
    'That offer of {ref} has ended; another one waits for an answer.',
    'Cette offre de {ref} est finie ; une autre attend une réponse.',
  ],
  [
    '{ref} is offered to {queue}; microsoft cannot answer.',
    '{ref} est proposé à {queue:queue} ; Microsoft ne peut pas répondre.',
  ],
  [
    '{ref} is offered to {queue}; customer cannot answer.',
    '{ref} est proposé à {queue:queue} ; le client ne peut pas répondre.',
  ],
  ['Nobody disputes who has {ref}; offer it instead.', 'Personne ne conteste qui a {ref} ; proposez-le plutôt.'],
  ['{ref} cannot sleep until a moment that is past.', '{ref} ne peut pas être en veille jusqu’à un moment passé.'],
  ['{ref} can sleep for at most {n} days.', '{ref} peut être en veille {n} jours au plus.'],
  ['{ref} is not snoozed.', '{ref} n’est pas en veille.'],
  [
    '{ref} is held by microsoft; the other party agrees, or does not.',
    '{ref} est détenu par Microsoft ; c’est à l’autre partie d’être d’accord ou non.',
  ],
  [
    '{ref} is held by customer; the other party agrees, or does not.',
    '{ref} est détenu par le client ; c’est à l’autre partie d’être d’accord ou non.',
  ],
  ['{who} has agreed already.', '{who} a déjà accepté.'],
  [
    "{ref} is the customer's own; offer it, or comment, to ask Microsoft for something.",
    '{ref} est au client lui-même ; proposez-le, ou commentez, pour demander quelque chose à Microsoft.',
  ],
  ['{ref} cannot be merged into itself.', '{ref} ne peut pas être fusionné avec lui-même.'],
  [
    '{ref} and {ref2} are not held by the same party; link them instead.',
    '{ref} et {ref2} ne sont pas détenus par la même partie ; liez-les plutôt.',
  ],
  ['{ref} is resolved; merge into one that is open.', '{ref} est résolu ; fusionnez dans un incident ouvert.'],
  [
    'One of the two is offered to somebody; wait for the answer or withdraw it.',
    'L’un des deux est proposé à quelqu’un ; attendez la réponse, ou retirez l’offre.',
  ],
  ['Name the events of {ref} that go.', 'Nommez les événements de {ref} qui partent.'],
  [
    '{ref} has {n} events; at least one of them has to stay.',
    '{ref} a {n} événements ; l’un d’eux au moins doit rester.',
  ],
  [
    '{ref} has no event {event}; its events are listed with it.',
    '{ref} n’a pas d’événement {event} ; ses événements sont donnés avec lui.',
  ],
  [
    '{ref} has changed: you saw revision {n}, it is at {n2}. Read it again.',
    '{ref} a changé : vous aviez vu la révision {n}, il en est à {n2}. Relisez-le.',
  ],
  [
    'There is no incident {id}. Give its id or its reference, such as {ref}.',
    'Il n’y a pas d’incident {id}. Donnez son identifiant ou sa référence, comme {ref}.',
  ],
  ['{ref} has no receipt.', '{ref} n’a pas de reçu.'],
  ['There is no event {event}.', 'Il n’y a pas d’événement {event}.'],
];

/** How an incident stands, within a sentence. */
export const STATES: Readonly<Record<string, string>> = {
  new: 'nouveau',
  acknowledged: 'pris en charge',
  waiting: 'en attente',
  resolved: 'résolu',
};

export const INCIDENT_PHRASES: readonly Phrase[] = [...HAPPENED, ...REFUSED];
