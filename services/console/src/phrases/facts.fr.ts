import type { Phrase } from './phrase.js';

/** Where the other facts of a receipt come from (`libs/contracts/src/format`, `libs/domain/src/policy`). */
export const FACT_PHRASES: readonly Phrase[] = [
  ['subject {id}', 'sujet {id}'],
  // Areas.
  ['no rule matched', 'aucune règle ne s’y applique'],
  ['field {word}', 'champ {word}'],
  ['label {label}', 'étiquette {label}'],
  ['rule {id}: "{said}" in label {label}', 'règle {id} : « {said} » dans l’étiquette {label}'],
  ['rule {id}: "{said}" in {word}', 'règle {id} : « {said} » dans {word}'],
  ['{word}\'s rule {id}: "{said}" in label {label}', 'règle {id} de {word} : « {said} » dans l’étiquette {label}'],
  ['{word}\'s rule {id}: "{said}" in {word2}', 'règle {id} de {word} : « {said} » dans {word2}'],
  // Who handled it.
  ['nothing says', 'rien ne le dit'],
  ['the labels of Alertmanager say nothing of it', 'les étiquettes d’Alertmanager n’en disent rien'],
  ['incident reports say nothing of it', 'les rapports d’incident n’en disent rien'],
  ['status: not resolved', 'status : non résolu'],
  ['status: set back to new after it was resolved', 'status : remis à nouveau après avoir été résolu'],
  [
    'assignedTo: "{name}", but the alert is new again',
    'assignedTo : « {name} », mais l’alerte est de nouveau nouvelle',
  ],
  ['assignedTo: "{name}" is {handler}', 'assignedTo : « {name} » est {handler}'],
  [
    'assignedTo and comments: no tool, and no other team',
    'assignedTo et comments : aucun outil, et aucune autre équipe',
  ],
  ['assignedTo: "{name}"', 'assignedTo : « {name} »'],
  ['comments: "{words}" by nobody named, {handler}', 'comments : « {words} » par personne de nommé, {handler}'],
  ['comments: "{words}" by "{name}", {handler}', 'comments : « {words} » par « {name} », {handler}'],
  ['provider: "{name}" is {handler}', 'provider : « {name} » est {handler}'],
  ['{field}: {word}: automation has not finished', '{field} : {word} ; l’automatisation n’a pas fini'],
  ['investigationState: {word}, which is not done', 'investigationState : {word}, ce qui n’est pas fini'],
  ['investigationState: {word}', 'investigationState : {word}'],
  // Impact on the service.
  ['said by the source', 'dit par la source'],
  ['said by {who} on {id}', 'dit par {who} le {id}'],
  // Why there is no explanation.
  ['There is no policy {word} any more.', 'Les règles {word} n’existent plus.'],
  [
    'Policy {word} is not the one that decided: its words are others now.',
    'Les règles {word} ne sont pas celles qui ont décidé : leurs mots ont changé.',
  ],
  [
    'The receipt has form {n}; this release reads form {n2}.',
    'Le reçu a la forme {n} ; cette version lit la forme {n2}.',
  ],
];

/** What somebody is who handled an alert (`handlers.ts`). */
export const HANDLERS: Readonly<Record<string, string>> = {
  "Defender's automated investigation": 'l’enquête automatique de Defender',
  'a cyber security operations centre': 'un centre d’opérations de cybersécurité',
  'a managed detection service': 'un service de détection géré',
  'a third-party application': 'une application tierce',
  'a bot': 'un robot',
  'an application that is not of Microsoft': 'une application qui n’est pas de Microsoft',
};
