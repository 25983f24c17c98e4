import type { Phrase } from './phrase.js';

/** What the classification finds of a device; each follows the device's name (`libs/domain/src/classify`). */
export const FINDINGS: readonly Phrase[] = [
  [
    "could not be looked up: the tenant's directory was never imported",
    'n’a pu être cherché : l’annuaire du client n’a jamais été importé',
  ],
  [
    'is not in the directory, which shows only some of the devices',
    'n’est pas dans l’annuaire, qui ne montre qu’une partie des appareils',
  ],
  [
    'is not in the directory, which was last read too long before, on {minute}',
    'n’est pas dans l’annuaire, lu pour la dernière fois trop longtemps avant, le {minute}',
  ],
  ["is not in the tenant's directory", 'n’est pas dans l’annuaire du client'],
  [
    "is not in the tenant's directory; another device's record has its serial, which proves nothing",
    'n’est pas dans l’annuaire du client ; la fiche d’un autre appareil porte son numéro de série, ce qui ne prouve rien',
  ],
  [
    'is named by its serial only, which is for people',
    'n’est nommé que par son numéro de série, qui est l’affaire des gens',
  ],
  [
    'was not enrolled in MMD when the directory was last read, too long before, on {minute}',
    'n’était pas inscrit dans MMD quand l’annuaire a été lu pour la dernière fois, trop longtemps avant, le {minute}',
  ],
  [
    'was enrolled in MMD then, but its registration with MMD had failed',
    'était alors inscrit dans MMD, mais son enregistrement auprès de MMD avait échoué',
  ],
  [
    "was enrolled in MMD then, but only in Autopatch's rings",
    'était alors inscrit dans MMD, mais seulement dans les anneaux d’Autopatch',
  ],
  ['was enrolled in MMD then', 'était alors inscrit dans MMD'],
  ['was enrolled in MMD then, since {minute}', 'était alors inscrit dans MMD, depuis le {minute}'],
  [
    'was enrolled in MMD then, but the event says it is {system} and its record {system2}',
    'était alors inscrit dans MMD, mais l’événement dit que c’est {system}, et sa fiche {system2}',
  ],
  [
    'was registered with MMD then ({registration}), but not enrolled',
    'était alors enregistré auprès de MMD ({registration}), mais pas inscrit',
  ],
  [
    'was registered with MMD as {registration} then, but no enrolment is recorded',
    'était alors enregistré auprès de MMD ({registration}), mais aucune inscription n’est notée',
  ],
  [
    'carries the Defender tag {tag}, but was never enrolled in MMD',
    'porte l’étiquette Defender {tag}, mais n’a jamais été inscrit dans MMD',
  ],
  ['carries the Defender tag {tag}', 'porte l’étiquette Defender {tag}'],
  [
    'was not enrolled in MMD: its registration had failed',
    'n’était pas inscrit dans MMD : son enregistrement avait échoué',
  ],
  [
    "was only in Autopatch's groups then, which is not MMD",
    'n’était alors que dans les groupes d’Autopatch, qui n’est pas MMD',
  ],
  [
    'is in the directory, but was not enrolled in MMD then',
    'est dans l’annuaire, mais n’était pas inscrit dans MMD alors',
  ],
  [
    'is in the directory, but was not enrolled in MMD then: it left on {minute}',
    'est dans l’annuaire, mais n’était pas inscrit dans MMD alors : il en est sorti le {minute}',
  ],
  [
    'is in the directory, but was not enrolled in MMD then: it came in on {minute}',
    'est dans l’annuaire, mais n’était pas inscrit dans MMD alors : il y est entré le {minute}',
  ],
  [
    'is in the directory, but was not enrolled in MMD then: it left on {minute}, and it came in on {minute2}',
    'est dans l’annuaire, mais n’était pas inscrit dans MMD alors : il en est sorti le {minute} et y est entré le {minute2}',
  ],
  [
    'bore a name with {n} records then, of which one has an Intune id and another was active',
    'portait alors un nom de {n} fiches, dont l’une a un identifiant Intune et une autre était active',
  ],
  [
    'bore a name that {n} records bore then, and nothing tells them apart',
    'portait un nom que {n} fiches portaient alors, et rien ne les distingue',
  ],
  [
    'bore the name of a record with another Entra id, and its own is in no record: replaced, joined anew or foreign',
    'portait le nom d’une fiche d’un autre identifiant Entra, et le sien n’est dans aucune fiche : remplacé, joint de nouveau ou étranger',
  ],
  [
    'has the Defender id of a record with another Entra id, and its own is in no record: replaced, joined anew or foreign',
    'a l’identifiant Defender d’une fiche d’un autre identifiant Entra, et le sien n’est dans aucune fiche : remplacé, joint de nouveau ou étranger',
  ],
  [
    'is {system}, and several other records bore its name then',
    'est {system}, et plusieurs autres fiches portaient alors son nom',
  ],
  ['is {system}, which the service does not manage', 'est {system}, que le service ne gère pas'],
];

/** What a system or a way of joining is called (`classify/system-scope.ts`, `classify/join-type.ts`). */
export const SYSTEMS: Readonly<Record<string, string>> = {
  'a Windows client': 'un client Windows',
  'a server': 'un serveur',
  'a multi-session desktop': 'un bureau à plusieurs sessions',
  'Windows on ARM': 'un Windows sur ARM',
  'an IoT system': 'un système d’objet connecté',
  'an edition of Windows that the service does not take': 'une édition de Windows hors du service',
  'a Windows that the service does not take': 'un Windows hors du service',
  'a phone or tablet': 'un téléphone ou une tablette',
  macOS: 'un macOS',
  Linux: 'un Linux',
  'hybrid joined': 'joint en mode hybride',
  'only registered': 'seulement enregistré',
};

/** How far a registration with MMD has come. */
export const REGISTRATIONS: Readonly<Record<string, string>> = {
  pending: 'en attente',
  ready: 'prêt',
  active: 'actif',
  inactive: 'inactif',
  failed: 'échoué',
};

/** In a receipt the place in the event and the device's name stand before it: `evidence[0]: MMD-1 was ...`. */
const NAMED = FINDINGS.map(([english, french]): Phrase => [`{path}: {name} ${english}`, `{path} : {name} ${french}`]);

export const DEVICE_PHRASES: readonly Phrase[] = [
  ...FINDINGS,
  ...NAMED,
  ['only contextual devices are named', 'seuls des appareils de contexte sont nommés'],
  ['{word} names no device', '{word} ne nomme aucun appareil'],
  ['not every device is in the Test ring', 'tous les appareils ne sont pas dans l’anneau Test'],
  ["every device is in the directory's Test ring", 'tous les appareils sont dans l’anneau Test de l’annuaire'],
];
