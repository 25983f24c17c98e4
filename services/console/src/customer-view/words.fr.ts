import type { SameWords } from '../words/same-words.js';
import type en from './words.en.js';

export default {
  as: 'Voir comme le client',
  asName: 'Voir comme {{name}}',
  title: 'Vous voyez ce que {{name}} voit.',
  hatched: 'Ce qui est hachuré n’est pas montré au client.',
  whole: 'Rien de cet incident n’est montré au client : pour lui, il n’existe pas.',
  nothingDone: 'D’ici là, rien ne peut être fait depuis cette page.',
  end: 'Revenir à votre vue',
  withheld: 'non montré',
  withheldFrom: 'non montré au client',
  theirs: 'Les leurs',
} as const satisfies SameWords<typeof en>;
