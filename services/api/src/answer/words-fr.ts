import { minuteOf } from './minute-of.js';
import type { Over } from './standing.js';
import type { Words } from './words.js';

export const FRENCH: Words = {
  what: ({ incident, details, because }) => [
    ...(incident ? [`${incident.reference}, gravité ${incident.severity} : ${incident.title}`] : []),
    details?.of === 'offer'
      ? `${details.by} le propose à ${details.to}, jusqu’au ${minuteOf(details.dueAt)}. Motif : ${details.reason}`
      : details?.of === 'request'
        ? `${details.by} demande : ${details.action}`
        : because,
  ],
  follows: {
    acknowledge:
      'Si vous le prenez en charge, tout le monde voit que l’un des vôtres y travaille, et personne n’est relancé.',
    accept: 'Si vous acceptez, il est désormais à vous et compte comme pris en charge.',
    refuse: 'Si vous refusez, il reste à celui qui l’a, et votre motif est transmis.',
    answer: 'Votre réponse est transmise à celui qui a demandé, et le travail y continue.',
    'acknowledge-notice': 'Vous confirmez que votre équipe en a connaissance. Rien d’autre n’en découle.',
  },
  field: { refuse: 'Votre motif', answer: 'Votre réponse' },
  inTheNameOf: (contact) => `Cela est fait au nom de ${contact}.`,
  works: (until) => `Ce lien sert une seule fois, jusqu’au ${minuteOf(until)}.`,
  missing: 'Veuillez écrire quelque chose : ce texte est transmis.',
  done: {
    acknowledge: 'L’incident est pris en charge.',
    accept: 'Vous avez accepté : il est à vous désormais.',
    refuse: 'Vous avez refusé. Il reste à celui qui l’a, et votre motif a été transmis.',
    answer: 'Votre réponse a été transmise.',
    'acknowledge-notice': 'Il est noté que votre équipe en a connaissance.',
  },
  over: overText,
  used: ({ at, by }) => `Ce lien a été utilisé le ${minuteOf(at)} par ${by}. Il sert une seule fois, et cela demeure.`,
  expired: (at) => `Ce lien servait jusqu’au ${minuteOf(at)}. Rien n’a été modifié.`,
  unknown:
    'Demarc ne connaît pas ce lien. Il a peut-être été tronqué : copiez toute l’adresse depuis le message. Un lien cesse aussi de servir quand son contact est retiré. Rien n’a été modifié.',
  refused: (detail) => `Rien n’a été modifié : ${detail}`,
  failed: 'Demarc ne peut pas le faire pour l’instant. Rien n’est perdu : réessayez le lien dans quelques minutes.',
  titles: {
    done: 'C’est fait',
    over: 'Ce n’est plus possible',
    used: 'Déjà utilisé',
    expired: 'Trop tard',
    unknown: 'Ce lien n’est pas valable',
    refused: 'Ce n’est pas possible',
    failed: 'Impossible pour l’instant',
  },
};

const OFFER_ENDED = { accepted: 'acceptée', refused: 'refusée', withdrawn: 'retirée' } as const;

function overText(over: Over): string {
  switch (over.why) {
    case 'offer-ended': {
      const { answer, by, at } = over.end;
      if (answer === 'returned')
        return `Personne n’a répondu à temps à cette proposition. Elle a pris fin le ${minuteOf(at)}.`;
      return `Cette proposition a été ${OFFER_ENDED[answer]} par ${by} le ${minuteOf(at)}.`;
    }
    case 'resolved':
      return `L’incident a été clos le ${minuteOf(over.at)}.`;
    case 'moved':
      return `Entre-temps il est passé à ${over.to}.`;
    case 'taken-up':
      return `${over.by} l’a déjà pris en charge.`;
    case 'not-asked':
      return 'Cela n’est plus demandé : une réponse a été donnée, ou autre chose a été demandé depuis.';
    case 'known': {
      const { by, at } = over.acknowledgement;
      return `${by} l’a déjà confirmé, le ${minuteOf(at)}.`;
    }
    default:
      return over satisfies never;
  }
}
