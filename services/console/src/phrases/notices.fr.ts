import type { Phrase } from './phrase.js';

/** Under what a notice is owed (`libs/domain/src/notice/owed-under.ts`). */
const OWED_UNDER: readonly Phrase[] = [
  ['{id} of {word}', '{id} de {word}'],
  ['handover', 'transfert'],
  ['engagement', 'engagement'],
  ['warning', 'avertissement'],
  ['escalation', 'escalade'],
  ['update', 'point de situation'],
  ['request', 'demande'],
  ['offer', 'offre'],
  ['offer-answer', 'réponse à une offre'],
  ['resolution', 'résolution'],
  ['digest', 'récapitulatif'],
  ['maintenance', 'maintenance'],
  ['dispute', 'contestation'],
  ['{word} clock', 'délai : {word:clock}'],
];

/** Why a sending failed, or waits (`services/notifier/src/channel.ts` and its stages). */
const REASONS: readonly Phrase[] = [
  ['accepted', 'accepté'],
  ['throttled', 'trop à la fois'],
  ['server-error', 'faute du destinataire'],
  ['mailbox-busy', 'boîte occupée'],
  ['timeout', 'pas de réponse à temps'],
  ['unreachable', 'injoignable'],
  ['reset', 'connexion rompue'],
  ['tls', 'connexion non sûre'],
  ['bad-answer', 'réponse illisible'],
  ['relay-refused', 'refusé par le relais'],
  ['not-configured', 'canal non configuré'],
  ['refused', 'refusé'],
  ['unauthorised', 'non autorisé'],
  ['gone', 'n’existe plus'],
  ['redirected', 'redirigé'],
  ['address-refused', 'adresse non permise'],
  ['not-https', 'sans chiffrement'],
  ['mailbox-refused', 'boîte refusée'],
  ['invalid-target', 'adresse non valide'],
  ['invalid-secret', 'secret non valide'],
  ['contact-gone', 'contact retiré'],
  ['quiet-hours', 'hors des heures du contact'],
  ['over', 'déjà fini'],
  ['silence:{id}', 'silence {id}'],
  ['inhibited:{ref}', 'expliqué par {ref}'],
];

/** Why a party does not know (`services/api/src/ledger/untold-words.ts`). */
const UNTOLD: readonly Phrase[] = [
  ['{name} by {word} to {target}: {standing}.', '{name} par {word:channel} à {target} : {standing:said}.'],
  ['held back until {minute}, {why}', 'retenu jusqu’au {minute}, {why:said}'],
  ['held back for now, {why}', 'retenu pour l’instant, {why:said}'],
  [
    'to be told in a digest, since there were too many at once',
    'pour être dit dans un récapitulatif, car il y en avait trop à la fois',
  ],
  ["outside the contact's hours", 'hors des heures du contact'],
  ['for no reason that is known', 'sans raison connue'],
  ['muted until {minute} by {why}', 'mis en sourdine jusqu’au {minute} par {why:said}'],
  ['muted for now by {why}', 'mis en sourdine pour l’instant par {why:said}'],
  ['the silence {id}', 'le silence {id}'],
  ['{ref}, which explains it', '{ref}, qui l’explique'],
  ['nothing that is known', 'rien de connu'],
  ['given up after one attempt, {why}', 'abandonné après un essai, {why:said}'],
  ['given up after {n} attempts, {why}', 'abandonné après {n} essais, {why:said}'],
  ['no answer yet', 'pas encore de réponse'],
  ['{why}, tried once, again at {minute}', '{why:said}, un essai, de nouveau le {minute}'],
  ['{why}, tried once, again soon', '{why:said}, un essai, de nouveau bientôt'],
  ['{why}, tried {n} times, again at {minute}', '{why:said}, {n} essais, de nouveau le {minute}'],
  ['{why}, tried {n} times, again soon', '{why:said}, {n} essais, de nouveau bientôt'],
  [
    'told in the digest {id}, which nobody accepted yet',
    'dit dans le récapitulatif {id}, que personne n’a encore accepté',
  ],
  ['No contact of {word} for {queue} can be told.', 'Aucun contact de {word} pour {queue:queue} ne peut être averti.'],
  ['Nobody has tried to tell it yet.', 'Personne n’a encore essayé de le dire.'],
  [
    'It is told then by itself. Tell them yourself if that is too late.',
    'Il est dit alors de lui-même. Dites-le-leur vous-même si c’est trop tard.',
  ],
  [
    'It is told then if its incident is still open. Tell them yourself if they have to know, or end what mutes it.',
    'Il est dit alors si son incident est encore ouvert. Dites-le-leur vous-même s’ils doivent savoir, ou mettez fin à ce qui le fait taire.',
  ],
  [
    'Mend the receiver or correct the contact, then: demarc notices redrive {ids}',
    'Réparez le destinataire ou corrigez le contact, puis renvoyez (demarc notices redrive {ids}).',
  ],
  [
    'Mend the receiver or correct the contact; to try at once: demarc notices redrive {ids}',
    'Réparez le destinataire ou corrigez le contact ; pour essayer aussitôt : demarc notices redrive {ids}',
  ],
  [
    'Import one for the area {word}, and it is told by itself: demarc directory import --tenant {word2} contacts.csv',
    'Importez-en un pour le domaine {word:slot}, et il est dit de lui-même (demarc directory import --tenant {word2} contacts.csv).',
  ],
  [
    'See what keeps the digest: it is a notice of its own, and stands in this list when it is late or was given up.',
    'Voyez ce qui retient le récapitulatif : c’est un avis à part, qui figure dans cette liste quand il est en retard ou abandonné.',
  ],
  ['See with demarc status whether a notifier runs.', 'Voyez avec demarc status si un notifier tourne.'],
];

export const NOTICE_PHRASES: readonly Phrase[] = [...OWED_UNDER, ...REASONS, ...UNTOLD];
