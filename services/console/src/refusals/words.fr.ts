import type { SameWords } from '../words/same-words.js';
import type en from './words.en.js';

export default {
  'invalid-parameter': {
    title: 'L’adresse demande quelque chose qui n’existe pas',
    todo: 'Revenez à la page et choisissez de nouveau.',
  },
  'not-json': { title: 'L’envoi n’a pas pu être lu', todo: 'Rechargez la page et réessayez.' },
  'not-cloudevent': { title: 'Le message n’est pas un CloudEvent', todo: 'Faites-le corriger par son émetteur.' },
  'bad-request': { title: 'L’envoi n’a pas pu être lu', todo: 'Rechargez la page et réessayez.' },
  'who-are-you': { title: 'Vous n’êtes pas connecté', todo: 'Reconnectez-vous.' },
  'bad-key': { title: 'La clé d’API n’est pas valide', todo: 'Demandez-en une nouvelle à qui tient les clés.' },
  'not-owner': {
    title: 'L’autre partie détient l’incident',
    todo: 'Demandez-lui, ou commentez : seul le détenteur peut faire cela.',
  },
  'not-allowed': {
    title: 'Ce n’est pas pour vous',
    todo: 'Vos rôles ne le comprennent pas. Adressez-vous à qui tient les rôles.',
  },
  'second-person-needed': {
    title: 'Une autre personne doit être d’accord',
    todo: 'Proposez-le ; quelqu’un d’autre en décide.',
  },
  'not-found': { title: 'Cela n’existe pas ici', todo: 'Cela n’existe pas, ou vous n’avez pas à le voir.' },
  'unknown-tenant': { title: 'Ce client n’existe pas', todo: 'Choisissez-en un qui existe.' },
  'unknown-policy': { title: 'Ces règles n’existent pas', todo: 'Choisissez-en qui existent.' },
  'unknown-format': { title: 'Ce format n’existe pas', todo: 'Nommez-en un que Demarc connaît.' },
  'wrong-state': {
    title: 'Ce n’est plus dans cet état',
    todo: 'Voyez où cela en est ; recommencez si c’est encore juste.',
  },
  disputed: {
    title: 'Les parties ne s’accordent pas sur qui a l’incident',
    todo: 'Un responsable de l’une des parties doit trancher.',
  },
  'proposal-closed': {
    title: 'La proposition n’est plus ouverte',
    todo: 'Proposez de nouveau si c’est encore voulu.',
  },
  'name-taken': { title: 'Ce nom est pris', todo: 'Choisissez un autre nom.' },
  'version-taken': {
    title: 'Cette version de règles existe déjà',
    todo: 'Une version ne change jamais de mots : donnez-en une autre à la vôtre.',
  },
  stale: {
    title: 'Cela a changé depuis que vous l’avez lu',
    todo: 'Voyez où cela en est ; recommencez si c’est encore juste.',
  },
  'too-large': { title: 'C’est trop grand', todo: 'Envoyez moins, ou en plusieurs fois.' },
  'unsupported-media-type': {
    title: 'Un fichier de ce type n’est pas accepté ici',
    todo: 'Envoyez-en un d’un type accepté.',
  },
  'invalid-content': { title: 'Quelque chose n’y est pas valide', todo: 'Corrigez ce qui est nommé et réessayez.' },
  'not-in-format': {
    title: 'Le message n’est pas dans ce format',
    todo: 'Faites-le corriger par son émetteur.',
  },
  'wrong-tenant': { title: 'Le message parle d’un autre client', todo: 'Cherchez à qui il est.' },
  'idempotency-key-reused': {
    title: 'Cela a été demandé deux fois en d’autres mots',
    todo: 'Rechargez la page et réessayez.',
  },
  'kind-missing': {
    title: 'Rien ne dit la nature du message',
    todo: 'Demandez à son émetteur de la dire.',
  },
  'precondition-required': {
    title: 'On ne sait pas ce que vous aviez vu',
    todo: 'Rechargez la page et réessayez.',
  },
  'too-many-requests': {
    title: 'Trop de demandes à la fois',
    todo: 'Rien n’a été fait. Attendez un instant et réessayez.',
  },
  internal: {
    title: 'Demarc a échoué',
    todo: 'Réessayez ; si cela persiste, dites à votre exploitant l’heure et ce que vous faisiez.',
  },
  unavailable: { title: 'Ce n’est pas possible pour le moment', todo: 'Réessayez dans un instant.' },
} as const satisfies SameWords<typeof en>;
