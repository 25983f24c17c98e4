import type { Phrase } from './phrase.js';

/** What is wrong with a policy (`libs/domain/src/policy/lint.ts`, `libs/contracts/src/policy`, the api's policies). */
export const POLICY_PHRASES: readonly Phrase[] = [
  [
    'No clause owns these facts: add one, or widen one that is there.',
    'Aucune clause ne répond de ces faits : ajoutez-en une, ou élargissez-en une qui existe.',
  ],
  [
    '{id} decides nothing, because {id2} before it already took all that it covers: move it forward, or remove it.',
    '{id} ne décide rien, car {id2}, placée avant elle, prend déjà tout ce qu’elle couvre : avancez-la, ou ôtez-la.',
  ],
  [
    '{id} decides nothing, because {ids} and {id2} before it already took all that it covers: move it forward, or remove it.',
    '{id} ne décide rien, car {ids} et {id2}, placées avant elle, prennent déjà tout ce qu’elle couvre : avancez-la, ou ôtez-la.',
  ],
  [
    '{id} decides nothing, because a fact it names may have no value at all: list one, or remove it.',
    '{id} ne décide rien, car un fait qu’elle nomme ne peut avoir aucune valeur : donnez-en une, ou ôtez-la.',
  ],
  [
    '{id} takes facts that {id2} covers too, and they have another outcome there: narrow one of them, or say yieldsTo: [{id3}] on {id4}.',
    '{id} prend des faits que {id2} couvre aussi, et qui y ont une autre issue : resserrez l’une d’elles, ou écrivez yieldsTo: [{id3}] sur {id4}.',
  ],
  [
    '{id} says that it yields to {id2}, which is not there: leave {id3} out of its yieldsTo.',
    '{id} dit céder à {id2}, qui n’existe pas : ôtez {id3} de son yieldsTo.',
  ],
  [
    '{id} says that it yields to {id2}, which takes nothing from it: leave {id3} out of its yieldsTo.',
    '{id} dit céder à {id2}, qui ne lui prend rien : ôtez {id3} de son yieldsTo.',
  ],
  [
    '{id} says that it yields to {id2}, which does not stand before it: leave {id3} out of its yieldsTo.',
    '{id} dit céder à {id2}, qui n’est pas placée avant elle : ôtez {id3} de son yieldsTo.',
  ],
  // What keeps a text from being a policy.
  ['The policy is not YAML.', 'Les règles ne sont pas du YAML.'],
  ['The policy cannot be read.', 'Les règles ne peuvent pas être lues.'],
  ['Policy {word} contradicts itself.', 'Les règles {word} se contredisent.'],
  ['Policy {word} cannot be read.', 'Les règles {word} ne peuvent pas être lues.'],
  ['Policy {word} contradicts itself or its base.', 'Les règles {word} se contredisent, ou contredisent leur base.'],
  [
    'extends: there is no policy {word}; publish it first, or name its file too',
    'extends : les règles {word} n’existent pas ; publiez-les d’abord, ou nommez aussi leur fichier',
  ],
  ['remove: {word} has no clause {id}', 'remove : {word} n’a pas de clause {id}'],
  [
    'clause {id} takes the place of the one in {word}; leave out before',
    'la clause {id} prend la place de celle de {word} ; ôtez before',
  ],
  [
    'clause {id} stands before {id2}, which {word} does not have',
    'la clause {id} est placée avant {id2}, que {word} n’a pas',
  ],
  ['clause {id} takes from {id2}, which is not there', 'la clause {id} prend à {id2}, qui n’existe pas'],
  ['clause {id} is there twice', 'la clause {id} est là deux fois'],
  ['rule {id} of serviceImpact is there twice', 'la règle {id} de serviceImpact est là deux fois'],
  [
    'clause {id} cites {id2}, which is not among the entries',
    'la clause {id} cite {id2}, qui n’est pas parmi les entrées',
  ],
  [
    'clause {id} says {word}, and {id2} that it cites says {word2}',
    'la clause {id} dit {word}, et {id2} qu’elle cite dit {word2}',
  ],
  [
    'clause {id} is owned by {word}, and its queue {queue} is not theirs',
    'la clause {id} est à {word}, et sa file {queue} ne l’est pas',
  ],
  [
    'clause {id} informs {queue}, of the party that owns it',
    'la clause {id} informe {queue}, de la partie qui en répond',
  ],
  [
    'clause {id} names the contact area {word}, and the queue of {word2}',
    'la clause {id} nomme le domaine de contact {word}, et la file de {word2}',
  ],
  ['{field}: {wrong}', '{field} : {wrong:said}'],
  ['the file: {wrong}', 'le fichier : {wrong:said}'],
  ['is missing', 'manque'],
  ['Invalid input: expected {word}, received {word2}', 'attendu : {word} ; trouvé : {word2}'],
  ['Invalid input', 'valeur non valide'],
  ['Invalid option: expected one of {words}', 'choix non valide ; attendu l’un de : {words}'],
  ['Unrecognized key: {words}', 'clé inconnue : {words}'],
  ['Unrecognized keys: {words}', 'clés inconnues : {words}'],
  [
    'use up to 63 lower-case letters, digits, dots and hyphens',
    'jusqu’à 63 lettres minuscules, chiffres, points et tirets',
  ],
  ['use up to 63 letters, digits, dots and hyphens', 'jusqu’à 63 lettres, chiffres, points et tirets'],
  ['say either `fixed` or `lower`', 'dites soit fixed, soit lower'],
  [
    'say either `quote`, in the page’s own words, or `summary`',
    'dites soit quote, dans les mots de la page, soit summary',
  ],
  ['write it as T1021 or T1021.002', 'écrivez T1021 ou T1021.002'],
  [
    'the rule names nothing, so that every event would match it',
    'la règle ne nomme rien, si bien que tout événement y répondrait',
  ],
  // Publishing, proposing and adopting.
  [
    'There is a policy {word} already, and a version never changes its words. Give this one another version.',
    'Les règles {word} existent déjà, et une version ne change jamais de mots. Donnez une autre version à celles-ci.',
  ],
  [
    '{word} was published for {word2} only, so that only a policy for {word3} may extend it.',
    '{word} n’a été publiée que pour {word2} : seules des règles pour {word3} peuvent la modifier.',
  ],
  [
    '{who} proposed it, and alone can withdraw it. You can refuse it.',
    '{who} l’a proposé, et peut seul le retirer. Vous pouvez le refuser.',
  ],
  [
    'You proposed {word} yourself: somebody else decides on it. You can withdraw it.',
    'Vous avez proposé {word} vous-même : quelqu’un d’autre en décide. Vous pouvez retirer la proposition.',
  ],
  [
    'The proposal of {word} expired on {word2}. Propose it anew if it is wanted.',
    'La proposition de {word} a expiré le {word2}. Proposez de nouveau si c’est voulu.',
  ],
  [
    'The proposal of {word} was {word2} by {who}. Propose it anew if it is wanted.',
    'La proposition de {word} a été {word2:proposal} par {who}. Proposez de nouveau si c’est voulu.',
  ],
  [
    'Policy {word} was published for another tenant only. Publish one for {word2}.',
    'Les règles {word} n’ont été publiées que pour un autre client. Publiez-en pour {word2}.',
  ],
  [
    'Policy {word} cannot hold before {word2}. Give that day or a later one.',
    'Les règles {word} ne peuvent pas valoir avant le {word2}. Donnez ce jour ou un jour plus tardif.',
  ],
  [
    '{n} replays run already, which is all that one API does at once. Try again later.',
    '{n} essais courent déjà, et c’est tout ce qu’une API fait à la fois. Réessayez plus tard.',
  ],
];
