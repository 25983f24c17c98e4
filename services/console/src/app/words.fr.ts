import type { SameWords } from '../words/same-words.js';
import type en from './words.en.js';

export default {
  skip: 'Aller à la page',
  home: 'Demarc, vers la file',
  menu: 'Pages',
  page: {
    queue: 'File',
    policy: 'Règles',
    directory: 'Annuaire',
    overview: 'Ensemble',
    notices: 'Avis',
    quarantine: 'Quarantaine',
  },
  group: { everywhere: 'Partout', goTo: 'Aller à', queue: 'File', incident: 'Incident' },
  palette: {
    open: 'Trouver ou faire',
    placeholder: 'Une page, une commande, un incident ou des mots à chercher',
    search: 'Chercher « {{typed}} » dans les files',
  },
  keys: { title: 'Touches', single: 'Les touches seules agissent' },
  feed: {
    live: { word: 'En direct', means: 'Ce qui se passe apparaît ici aussitôt.' },
    coming: {
      word: 'Connexion',
      means: 'La connexion en direct s’est rompue et revient. Ce qui s’est passé entre-temps suivra.',
    },
    off: { word: 'Pas en direct', means: 'Cette page ne suit pas ce qui se passe.' },
  },
  person: '{{name}}, réglages et déconnexion',
  theme: {
    title: 'Thème',
    system: 'Celui de la machine',
    light: 'Clair',
    dark: 'Sombre',
    contrast: 'Contraste élevé',
  },
  language: 'Langue',
  signOut: 'Se déconnecter',
  close: 'Fermer',
  notCopied: 'Le navigateur n’a pas permis la copie ; voici le texte',
  cancel: 'Annuler',
  retry: 'Réessayer',
  more: 'Plus',
  copy: 'Copier',
  copied: 'Copié',
  loading: 'Chargement',
  unread: '« {{what}} » n’a pas pu être lu',
  noAnswer: 'Demarc n’a pas répondu. Réessayez.',
  offline: 'Cette machine est hors ligne. Ce que vous voyez date d’avant et peut être périmé.',
  fault: {
    unreachable: {
      title: 'Demarc est injoignable',
      body: 'Aucune réponse n’est venue. La page reviendra avec Demarc.',
    },
    'not-found': { title: 'Cela n’existe pas ici', body: 'Cela n’existe pas, ou vous n’avez pas à le voir.' },
    other: {
      title: 'Cela n’a pas marché',
      body: 'Demarc n’a pas pu le faire. Réessayez ; si cela persiste, dites-le à votre exploitant.',
    },
  },
  notified_one: 'et {{count}} de plus',
  notified_other: 'et {{count}} de plus',
  late_one: '{{count}} en retard',
  late_other: '{{count}} en retard',
} as const satisfies SameWords<typeof en>;
