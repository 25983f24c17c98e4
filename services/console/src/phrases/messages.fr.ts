import type { Phrase } from './phrase.js';

/** Why a message could not be read (`libs/contracts/src/format`), and what to do (`libs/contracts/src/quarantine`). */
const UNREADABLE: readonly Phrase[] = [
  ['no tenant is named {word}', 'aucun client ne se nomme {word}'],
  ['the message has {n} bytes; at most {n2} are read', 'le message a {n} octets ; on en lit {n2} au plus'],
  [
    'expected events.<tenant>.<kind>[.<format>], found {word}',
    'attendu : events.<tenant>.<kind>[.<format>] ; trouvé : {word}',
  ],
  ['expected one of the kinds {words}, found {word}', 'attendu : l’une des natures {words} ; trouvé : {word}'],
  ['no format is named {word}; known are {words}', 'aucun format ne se nomme {word} ; sont connus : {words}'],
  ['{word} is of kind {words}, not {word2}', '{word} est de nature {words}, et non {word2}'],
  [
    'no format knows the type {word}, and the data is no incident report ({wrong}); known types are {words}',
    'aucun format ne connaît le type {word}, et les données ne sont pas un rapport d’incident ({wrong:said}) ; types connus : {words}',
  ],
  ['the parser failed: {words}', 'le lecteur a échoué : {words}'],
  ['an incident report: {field}: {wrong}', 'un rapport d’incident : {field} : {wrong:said}'],
  ['expected some text', 'attendu : du texte'],
  [
    "a source named demarc or demarc:... is Demarc's own; found {words}",
    'une source nommée demarc ou demarc:... est celle de Demarc même ; trouvé : {words}',
  ],
  [
    'only the service itself says that it raised something; leave serviceRaised out or false',
    'seul le service dit de lui-même qu’il a soulevé quelque chose ; omettez serviceRaised ou mettez false',
  ],
  ['expected {message} with an id, found {found}', 'attendu : {message} avec un id ; trouvé : {found:said}'],
  ['expected {message} with a title, found {found}', 'attendu : {message} avec un titre ; trouvé : {found:said}'],
  ['expected {message} with alerts, found {found}', 'attendu : {message} avec alerts ; trouvé : {found:said}'],
  ['expected {message} as a JSON object, found {found}', 'attendu : {message} en objet JSON ; trouvé : {found:said}'],
  ['expected an alert with labels, found none', 'attendu : une alerte avec labels ; trouvé : aucune'],
  [
    'expected #microsoft.graph.security.alert, found {words}',
    'attendu : #microsoft.graph.security.alert ; trouvé : {words}',
  ],
  [
    'expected version "{word}", found "{word2}": upgrade Alertmanager',
    'attendu : la version « {word} » ; trouvé : « {word2} » ; mettez Alertmanager à jour',
  ],
  ['expected a CloudEvent with data, found none', 'attendu : un CloudEvent avec data ; trouvé : aucun'],
  [
    'expected data of type application/json, found {words}',
    'attendu : des données application/json ; trouvé : {words}',
  ],
  [
    'expected {word}, found {word2}; send one event per message',
    'attendu : {word} ; trouvé : {word2} ; envoyez un événement par message',
  ],
  ['expected CloudEvents {word}, found {word2}', 'attendu : CloudEvents {word} ; trouvé : {word2}'],
  ['a CloudEvent must have a non-empty text as its {word}', 'un CloudEvent doit avoir un texte non vide comme {word}'],
  ['a CloudEvent has data or data_base64, not both', 'un CloudEvent a data ou data_base64, non les deux'],
  ['expected base64 text', 'attendu : du texte en base64'],
  [
    'the event is of Entra tenant {word}, which is not that of {word2}',
    'l’événement est du locataire Entra {word}, qui n’est pas celui de {word2}',
  ],
  ['the event names another tenant than {word}', 'l’événement nomme un autre client que {word}'],
  ['the JSON nests deeper than {n} levels', 'le JSON s’imbrique sur plus de {n} niveaux'],
  ['the body is empty; expected JSON', 'le corps est vide ; attendu : du JSON'],
  [
    'the body is not JSON: expected {what}, found {found} at position {n} (line {n2}, column {n3})',
    'le corps n’est pas du JSON : attendu : {what:said} ; trouvé : {found:said} à la position {n} (ligne {n2}, colonne {n3})',
  ],
  ['value', 'une valeur'],
  ['value or ]', 'une valeur ou ]'],
  ['name', 'un nom'],
  ['name or }', 'un nom ou }'],
  [':', ':'],
  [', or ]', ', ou ]'],
  [', or }', ', ou }'],
  ['the end', 'la fin'],
  ['the closing quote', 'le guillemet fermant'],
  ['no raw control character in a text', 'aucun caractère de contrôle brut dans un texte'],
  ['a known escape', 'un échappement connu'],
  ['the end of the text', 'la fin du texte'],
  ['an object with {words}', 'un objet avec {words}'],
  ['an empty object', 'un objet vide'],
  ['the number {words}, which is not exact enough to be an id', 'le nombre {words}, trop peu exact pour être un id'],
  ['nothing', 'rien'],
  ['an array of {n}', 'une liste de {n}'],
  ['a text of {n} characters', 'un texte de {n} caractères'],
  ['an object', 'un objet'],
  ['{literal}', '{literal}'],
  ['""', '« »'],
  ['"{words}"', '« {words} »'],
];

const ADVICE: readonly Phrase[] = [
  [
    'Say what it should have come on: redrive it with --as-kind or --as-format, and tell the publisher.',
    'Dites sur quoi il aurait dû venir : faites-le relire en disant sa nature ou son format, et dites-le à l’émetteur.',
  ],
  [
    'Add the tenant (demarc tenant add) and redrive it, or redrive it with --as-tenant when the name is wrong.',
    'Ajoutez le client (demarc tenant add) et faites-le relire, ou faites-le relire pour le bon client si le nom est faux.',
  ],
  [
    'Find out whose it is: redrive it with --as-tenant when it is the tenant that it names, else discard it.',
    'Cherchez à qui il est : faites-le relire pour le client qu’il nomme si c’est le bon, sinon écartez-le.',
  ],
  [
    'Redrive it with --as-format when its format is known under another name, and tell the publisher.',
    'Faites-le relire dans son format si celui-ci est connu sous un autre nom, et dites-le à l’émetteur.',
  ],
  [
    'It was cut off or is no JSON: have the publisher send it again, and discard this one.',
    'Il a été coupé ou n’est pas du JSON : faites-le renvoyer par l’émetteur, et écartez celui-ci.',
  ],
  [
    'Redrive it with --as-format when it is the JSON of a known format; else have it sent again.',
    'Faites-le relire si c’est le JSON d’un format connu ; sinon faites-le renvoyer.',
  ],
  [
    'Redrive it with --as-format when it is in another format; else have the publisher mend the field.',
    'Faites-le relire s’il est dans un autre format ; sinon faites corriger le champ par l’émetteur.',
  ],
  [
    'No source nests so deep: have the publisher look at it, and discard this one.',
    'Aucune source n’imbrique si profond : que l’émetteur regarde, et écartez celui-ci.',
  ],
  [
    'Have the publisher send it in parts, and discard this one.',
    'Que l’émetteur l’envoie en plusieurs fois ; écartez celui-ci.',
  ],
  [
    'Only Demarc itself may say so: have the publisher leave it out, and discard this one.',
    'Seul Demarc peut le dire : que l’émetteur l’omette, et écartez celui-ci.',
  ],
  [
    'A fault of Demarc: report it with this message, update, then redrive it.',
    'Une faute de Demarc : signalez-la avec ce message, mettez à jour, puis faites-le relire.',
  ],
];

/** `services/router/src/quarantine/quarantine-warnings.ts`. */
const WARNINGS: readonly Phrase[] = [
  [
    'the quarantine is {n} % full ({n2} unworked messages, {n3} MiB): work them with demarc quarantine, or of more only the record is kept',
    'la quarantaine est pleine à {n} % ({n2} messages non traités, {n3} Mio) : traitez-les, ou des suivants on ne gardera que la trace',
  ],
  [
    'the room for messages of unknown tenants is {n} % full ({n2} unworked messages, {n3} MiB): work them with demarc quarantine, or of more only the record is kept',
    'la place des messages de clients inconnus est pleine à {n} % ({n2} messages non traités, {n3} Mio) : traitez-les, ou des suivants on ne gardera que la trace',
  ],
  [
    'the room for messages of {word} is {n} % full ({n2} unworked messages, {n3} MiB): work them with demarc quarantine, or of more only the record is kept',
    'la place des messages de {word} est pleine à {n} % ({n2} messages non traités, {n3} Mio) : traitez-les, ou des suivants on ne gardera que la trace',
  ],
  [
    '{n} quarantined messages of unknown tenants are let go within {n2} days unless somebody works them: demarc quarantine',
    '{n} messages de clients inconnus quitteront la quarantaine d’ici {n2} jours si personne ne les traite',
  ],
  [
    '{n} quarantined messages of {word} are let go within {n2} days unless somebody works them: demarc quarantine',
    '{n} messages de {word} quitteront la quarantaine d’ici {n2} jours si personne ne les traite',
  ],
  ['No quarantined message has the id {id}.', 'Aucun message en quarantaine n’a l’identifiant {id}.'],
  [
    'No quarantined message was last redriven as {id}.',
    'Aucun message en quarantaine n’a été relu en dernier sous {id}.',
  ],
];

/** `services/api/src/watch/service-warnings.ts`. */
const SERVICES: readonly Phrase[] = [
  [
    'NATS does not let the api ask which services run: change any user by `demarc nats user`, which writes what services may, and have nats-server read it again.',
    'NATS ne laisse pas l’api demander quels services tournent : modifiez un utilisateur par `demarc nats user`, qui écrit ce que les services peuvent faire, et faites-le relire à nats-server.',
  ],
  [
    'No api answers: this one answers by HTTP and not on NATS. Start one, or read in its log why it does not run.',
    'Aucune api ne répond : celle-ci répond par HTTP et non sur NATS. Lancez-en une, ou lisez dans son journal pourquoi elle ne tourne pas.',
  ],
  [
    'No router answers: nothing is being decided, and no clock runs. Start one, or read in its log why it does not run.',
    'Aucun router ne répond : rien n’est décidé, et aucune horloge n’avance. Lancez-en un, ou lisez dans son journal pourquoi il ne tourne pas.',
  ],
  [
    'No notifier answers: nobody is told of anything. Start one, or read in its log why it does not run.',
    'Aucun notifier ne répond : personne n’est averti de rien. Lancez-en un, ou lisez dans son journal pourquoi il ne tourne pas.',
  ],
  [
    'No {word} can take work. Its /health/ready says what is wrong.',
    'Aucun {word} ne peut prendre de travail. Son /health/ready dit ce qui ne va pas.',
  ],
];

/** What a format expects. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'a Graph security alert (alerts_v2)': 'une alerte de sécurité de Graph (alerts_v2)',
  'a Defender for Endpoint alert': 'une alerte de Defender for Endpoint',
  'an Alertmanager webhook message of version 4': 'un message webhook d’Alertmanager de version 4',
  'an alert': 'une alerte',
  'an incident report': 'un rapport d’incident',
};

export const MESSAGE_PHRASES: readonly Phrase[] = [...WARNINGS, ...SERVICES, ...ADVICE, ...UNREADABLE];
