import type { SameWords } from '../words/same-words.js';
import type en from './words.en.js';

export default {
  title: "Qui n'a pas été prévenu",
  parties: 'De qui',
  both: 'Les deux parties',
  empty: { title: 'Tout le monde sait', body: "Rien n'est en retard, abandonné ou sans contact." },
  more: 'En montrer plus',
  reason: {
    'on-the-way': 'en route',
    held: 'retenu',
    late: 'en retard',
    muted: 'muet',
    failed: 'abandonné',
    unreachable: 'sans contact',
  },
  state: {
    pending: 'sans réponse',
    retrying: 'nouvel essai',
    sent: 'envoyé',
    failed: 'abandonné',
    muted: 'muet',
    held: 'retenu',
    digested: 'dans un résumé',
  },
  attempts_one: '{{count}} essai',
  attempts_other: '{{count}} essais',
  redrive_one: 'Renvoyer celui qui a été abandonné',
  redrive_other: 'Renvoyer les {{count}} qui ont été abandonnés',
  redriven_one: '{{count}} est renvoyé.',
  redriven_other: '{{count}} sont renvoyés.',
  notRedriven: "Rien n'a été renvoyé",
} as const satisfies SameWords<typeof en>;
