import type { Phrase } from './phrase.js';

/** Who cannot be told (`libs/domain/src/notice/contact-lint.ts`). */
const CONTACTS: readonly Phrase[] = [
  [
    'no preferred contact of {word} can be told; import one with a channel',
    'aucun contact privilégié de {word:slot} ne peut être averti ; importez-en un avec un canal',
  ],
  [
    '{name} has neither mail nor webhook, and cannot be told',
    '{name} n’a ni courriel ni webhook, et ne peut être averti',
  ],
  [
    'no manager can be told when a clock runs out or nobody agrees who has an incident',
    'aucun responsable ne peut être averti quand un délai expire ou que nul ne s’accorde sur qui a un incident',
  ],
  ['no technical expert is named for {areas}', 'aucun expert technique n’est nommé pour : {areas:area}'],
  ['{name} takes turns and is no contact of {word}', '{name} prend des gardes et n’est pas un contact de {word:slot}'],
  ['{name} takes turns and has no channel', '{name} prend des gardes et n’a pas de canal'],
  [
    'nobody is on call for {word} now: all are told',
    'personne n’est de garde pour {word:slot} à présent : tous sont avertis',
  ],
];

/** What is wrong with a file (`libs/store/src/directory`, `services/api/src/directory`). */
const FILES: readonly Phrase[] = [
  ['"{words}" is not a GUID', '« {words} » n’est pas un GUID'],
  [
    '"{words}" is no date; write 2026-11-22 or 2026-11-22T10:00:00Z',
    '« {words} » n’est pas une date ; écrivez 2026-11-22 ou 2026-11-22T10:00:00Z',
  ],
  ['{words} is not after {word} {words2}', '{words} n’est pas après {word} {words2}'],
  ['{word} or {word2} without {word3}', '{word} ou {word2} sans {word3}'],
  ['"{words}" is not a state; known are {states}', '« {words} » n’est pas un état ; sont connus : {states}'],
  ['a device needs entra_device_id or serial', 'il faut à un appareil entra_device_id ou serial'],
  [
    '"{words}" here, but "{words2}" in line {n} for the same device',
    '« {words} » ici, mais « {words2} » à la ligne {n} pour le même appareil',
  ],
  ['overlaps the enrolment of the same device in line {n}', 'recouvre l’inscription du même appareil à la ligne {n}'],
  ['{id} is also that of the device in line {n}', '{id} est aussi celui de l’appareil de la ligne {n}'],
  [
    '{n} devices of the directory have the serial {words}; give entra_device_id',
    '{n} appareils de l’annuaire ont le numéro de série {words} ; donnez entra_device_id',
  ],
  ['{id} is in the directory as that of {words}', '{id} est dans l’annuaire comme celui de {words}'],
  ['{word} has "{words}" in line {n} already', '{word} a déjà « {words} » à la ligne {n}'],
  ['"{words}" is no area; they are {areas}', '« {words} » n’est pas un domaine ; ce sont : {areas}'],
  ['"{words}" is neither person nor group', '« {words} » n’est ni person ni group'],
  ['a contact needs a name', 'il faut un nom à un contact'],
  ['"{words}" is no mail address', '« {words} » n’est pas une adresse de courriel'],
  [
    'what stands there is no http or https address without credentials',
    'ce qui y figure n’est pas une adresse http ou https sans identifiants',
  ],
  [
    'expected whsec_ and 24 to 64 bytes in base64; leave it empty to have one made',
    'attendu : whsec_ et de 24 à 64 octets en base64 ; laissez vide pour qu’un secret soit créé',
  ],
  ['a secret without webhook_url', 'un secret sans webhook_url'],
  ['"{words}" is no language such as en or de-AT', '« {words} » n’est pas une langue comme en ou de-AT'],
  ['"{words}" is none of {choices}', '« {words} » n’est aucun de : {choices}'],
  ['an expert needs the areas it knows', 'il faut à un expert les domaines qu’il connaît'],
  ['only an expert has areas it knows', 'seul un expert a des domaines qu’il connaît'],
  ['a time zone without a week says nothing', 'un fuseau sans semaine ne dit rien'],
  [
    '"{words}" is no part of a week; write it as mon-fri 09:00-17:30',
    '« {words} » n’est pas une part de semaine ; écrivez mon-fri 09:00-17:30',
  ],
  ['"{words}" is no window; write it as 09:00-17:30', '« {words} » n’est pas une plage ; écrivez 09:00-17:30'],
  [
    '{word} is at a {word2} address, and DEMARC_RECEIVER_ALLOW does not name it',
    '{word} est à une adresse {word2}, et DEMARC_RECEIVER_ALLOW ne la nomme pas',
  ],
  [
    '{word} is outside, and would be sent to without encryption',
    '{word} est au-dehors, et l’envoi s’y ferait sans chiffrement',
  ],
  [
    'no column is named "{words}"; known are {columns}',
    'aucune colonne ne se nomme « {words} » ; sont connues : {columns}',
  ],
  ['the file is not CSV: {words}', 'le fichier n’est pas du CSV : {words}'],
  [
    'the file is empty; expected a header with columns out of {columns}',
    'le fichier est vide ; attendu : un en-tête aux colonnes parmi {columns}',
  ],
  ['the column stands in the header twice', 'la colonne est deux fois dans l’en-tête'],
  ['the row has {n} cells, the header {n2}', 'la ligne a {n} cellules, l’en-tête {n2}'],
  ['expected a JSON object with the fields of a row', 'attendu : un objet JSON avec les champs d’une ligne'],
  ['expected text, a list of texts or null', 'attendu : du texte, une liste de textes ou null'],
  ['holds a NUL or half of a character', 'contient un NUL ou une moitié de caractère'],
  ['is longer than {n} characters', 'a plus de {n} caractères'],
  [
    'Send text/csv with a header line, or application/json with an array of entries.',
    'Envoyez du text/csv avec une ligne d’en-tête, ou de l’application/json avec une liste d’entrées.',
  ],
  [
    'The file is not UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8") and send it again.',
    'Le fichier n’est pas en UTF-8. Enregistrez-le en UTF-8 (dans Excel : « CSV UTF-8 ») et renvoyez-le.',
  ],
  [
    'This inventory was read at {id}, before the one that the directory is of, which was read at {id2}. It would overwrite what is newer, so nothing of it was taken. To correct the past, give values dates, such as ring_from and ring_until, and send them as of {id3} or later.',
    'Cet inventaire a été lu le {id}, avant celui de l’annuaire, lu le {id2}. Il écraserait ce qui est plus récent : rien n’en a été pris. Pour corriger le passé, donnez des dates aux valeurs, comme ring_from et ring_until, et envoyez-les à la date du {id3} ou plus tard.',
  ],
  [
    '{id} is yet to come; say when the inventory was read, or leave it out for now.',
    '{id} est à venir ; dites quand l’inventaire a été lu, ou laissez vide pour maintenant.',
  ],
  [
    '{word} has contacts only: devices belong to customers.',
    '{word} n’a que des contacts : les appareils sont aux clients.',
  ],
];

/** Silences and on-call schedules. */
const QUIET: readonly Phrase[] = [
  ['endsAt: must be after it starts, and not over yet', 'La fin doit venir après le début, et ne pas être passée.'],
  ['must be after it starts, and not over yet', 'doit venir après le début, et ne pas être passé'],
  ['There is no silence {id}.', 'Il n’y a pas de silence {id}.'],
  ['{who} made this silence; customer cannot end it.', '{who} a créé ce silence ; le client ne peut pas y mettre fin.'],
  ['The silence {id} is over already.', 'Le silence {id} est déjà fini.'],
  [
    'Only Microsoft silences all customers at once. Name your tenant.',
    'Seul Microsoft fait taire tous les clients à la fois. Nommez le vôtre.',
  ],
  [
    'Only maintenance that Microsoft announces mutes both parties; a party can have quiet for itself.',
    'Seule une maintenance annoncée par Microsoft fait taire les deux parties ; une partie peut avoir le calme pour elle-même.',
  ],
  ['{word} has no on-call schedule for {word2}.', '{word} n’a pas de tableau de garde pour {word2:slot}.'],
  ['overrides[{n}]: it ends after it begins', 'Un remplacement doit finir après avoir commencé.'],
  ['{word} is no area of {word2}; they are {areas}.', '{word} n’est pas un domaine de {word2} ; ce sont : {areas}.'],
];

export const DIRECTORY_PHRASES: readonly Phrase[] = [...CONTACTS, ...FILES, ...QUIET];
