import type { SubjectRole } from '@demarc/domain';
import { type Json, type JsonObject } from './format.js';
import * as read from './read.js';
import type { SubjectList } from './subject-list.js';
import { TEXT_LIMITS } from './text.js';

/** The names one device id goes by, over Graph, Defender XDR and Defender for Endpoint. */
const ENTRA_ID = ['azureAdDeviceId', 'aadDeviceId', 'entraDeviceId'] as const;
const DEFENDER_ID = ['mdeDeviceId', 'mdatpDeviceId', 'machineId', 'senseMachineId'] as const;
const DEVICE_NAME = ['deviceDnsName', 'computerDnsName', 'hostName', 'deviceName'] as const;
/** Some collectors cannot write `@odata.type` and rename it. */
const EVIDENCE_TYPE = ['@odata.type', 'at_sign_odata_type', 'odata_type', 'entityType', '__typename'] as const;

/** Roles of what was merely near: seen, looked at or reached for. Any other role means that it was hit (domain case 13). */
const NEARBY_ROLES: ReadonlySet<string> = new Set(['contextual', 'scanned', 'destination']);
/** Roles that say nothing, among them what Graph answers for members it does not let us see. */
const EMPTY_ROLES: ReadonlySet<string> = new Set(['', 'unknown', 'unknownfuturevalue']);
const MAIN_DEVICE = 'main device';
const ONBOARDED: ReadonlyMap<string, boolean> = new Map([
  ['onboarded', true],
  ['canbeonboarded', false],
  ['insufficientinfo', false],
  ['unsupported', false],
]);
/** SYSTEM, LOCAL SERVICE, NETWORK SERVICE: accounts of every Windows, which name nobody. */
const WELL_KNOWN_SIDS: ReadonlySet<string> = new Set(['S-1-5-18', 'S-1-5-19', 'S-1-5-20']);

/**
 * Reads a Graph alert's evidence into subjects. A device may stand in a deviceEvidence, be nested as the `host` of a
 * logon session, or only be named by `mdeDeviceId` on a file or process (domain 3.1).
 */
export function readEvidence(evidence: readonly Json[], into: SubjectList, path = 'evidence'): void {
  evidence.forEach((item, index) => {
    if (read.isObject(item)) readItem(item, into, `${path}[${index}]`);
  });
}

/** The device an object names directly, by whatever name its id goes there. */
export function readDevice(item: JsonObject, role: SubjectRole, path: string, into: SubjectList): void {
  into.addDevice({
    entraId: read.id(item, ENTRA_ID),
    defenderId: read.id(item, DEFENDER_ID),
    name: read.text(item, DEVICE_NAME, TEXT_LIMITS.name),
    os: read.text(item, 'osPlatform', TEXT_LIMITS.name),
    tags: [
      ...read.texts(item, 'tags', TEXT_LIMITS.tag),
      ...read.texts(item, ['machineTags', 'deviceTags'], TEXT_LIMITS.tag),
    ],
    onboarded: onboardedOf(item),
    role,
    path,
  });
}

/** Whether Defender manages the device; null when it does not say. `canBeOnboarded` means that it was merely seen. */
function onboardedOf(item: JsonObject): boolean | null {
  const status = read.text(item, ['onboardingStatus', 'onboardingstatus'], TEXT_LIMITS.category);
  return status === null ? null : (ONBOARDED.get(status.toLowerCase()) ?? null);
}

/** The user an object names directly: Graph's `userAccount` or the flat fields of a Defender for Endpoint entity. */
export function readUser(account: JsonObject, role: SubjectRole, path: string, into: SubjectList): void {
  const sid = read.id(account, 'userSid');
  if (sid !== null && WELL_KNOWN_SIDS.has(sid)) return;
  const id = read.id(account, ['azureAdUserId', 'aadUserId']);
  const name = read.text(account, ['userPrincipalName', 'accountName', 'userName', 'displayName'], TEXT_LIMITS.name);
  into.addOther('user', id ?? sid, name, role, path);
}

/** `#microsoft.graph.security.deviceEvidence`, `Device` and `deviceEvidence` are all `device`. */
function typeOf(item: JsonObject): string {
  const type = read.text(item, EVIDENCE_TYPE, TEXT_LIMITS.name) ?? '';
  return type
    .slice(type.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/evidence$/, '');
}

function readItem(item: JsonObject, into: SubjectList, path: string): void {
  const role = roleOf(item);
  const account = read.object(item, 'userAccount');
  switch (typeOf(item)) {
    case 'device':
    case 'machine':
      return readDevice(item, role, path, into);
    case 'user':
      return readUser(account ?? item, role, path, into);
    case 'mailbox':
      return readMailbox(item, ['primaryAddress', 'mailboxPrimaryAddress', 'upn'], role, path, into);
    case 'analyzedmessage':
      return readMailbox(item, ['recipientEmailAddress'], role, path, into);
    case 'cloudapplication':
    case 'oauthapplication':
    case 'serviceprincipal': {
      const id = read.id(item, ['appId', 'servicePrincipalObjectId', 'objectId']);
      const name = read.text(item, ['displayName', 'servicePrincipalName'], TEXT_LIMITS.name);
      return into.addOther('application', id, name, role, path);
    }
  }
  const mentioned = DEFENDER_ID.find((name) => read.id(item, name) !== null);
  if (mentioned) readDevice(item, role, `${path}.${mentioned}`, into);
  const host = read.object(item, ['host', 'device']);
  if (host) readDevice(host, bothRoles(role, roleOf(host)), `${path}.host`, into);
  const session = read.object(item, 'account');
  const user = account ?? (session && (read.object(session, 'userAccount') ?? session));
  if (user) readUser(user, role, account ? `${path}.userAccount` : `${path}.account`, into);
}

function readMailbox(item: JsonObject, names: readonly string[], role: SubjectRole, path: string, into: SubjectList) {
  const address = read.text(item, names, TEXT_LIMITS.name);
  into.addOther('mailbox', null, address ?? read.text(item, 'displayName', TEXT_LIMITS.name), role, path);
}

/** Affected unless every role that says something says "nearby". */
function roleOf(item: JsonObject): SubjectRole {
  const detailed = read.texts(item, 'detailedRoles', TEXT_LIMITS.name);
  if (detailed.some((role) => role.toLowerCase() === MAIN_DEVICE)) return 'affected';
  const roles = read.texts(item, 'roles', TEXT_LIMITS.name).map((role) => role.toLowerCase());
  const telling = roles.filter((role) => !EMPTY_ROLES.has(role));
  return telling.length > 0 && telling.every((role) => NEARBY_ROLES.has(role)) ? 'contextual' : 'affected';
}

/** What is nested takes the weaker part: a host in a session that is only context is only context. */
function bothRoles(outer: SubjectRole, inner: SubjectRole): SubjectRole {
  return outer === 'contextual' ? outer : inner;
}
