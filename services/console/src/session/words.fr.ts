import type { SameWords } from '../words/same-words.js';
import type en from './words.en.js';

export default {
  what: 'Chaque alerte et chaque incident a un seul responsable. Connectez-vous pour voir les vôtres.',
  signIn: 'Se connecter',
  ended: {
    title: 'Votre session a expiré.',
    body: 'Ce que vous avez saisi est toujours là. Reconnectez-vous pour continuer ; une fenêtre s’ouvre pour cela.',
    again: 'Se reconnecter',
  },
  signedIn: {
    title: 'Vous êtes connecté',
    body: 'Vous pouvez fermer cette fenêtre et continuer dans l’autre.',
  },
} as const satisfies SameWords<typeof en>;
