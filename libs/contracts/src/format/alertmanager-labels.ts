import type { JsonObject } from './format.js';
import * as read from './read.js';
import type { SubjectList } from './subject-list.js';
import { TEXT_LIMITS } from './text.js';

/** Labels that say which device an alert is about. `device` is not one: node_exporter uses it for disks and cards. */
const DEVICE_ENTRA_ID = ['entra_device_id', 'entra_id', 'azure_ad_device_id', 'aad_device_id'] as const;
const DEVICE_DEFENDER_ID = ['defender_id', 'mde_device_id', 'machine_id'] as const;
const DEVICE_SERIAL = ['serial', 'serial_number'] as const;
const DEVICE_NAME = ['device_name', 'hostname', 'computer', 'host', 'nodename', 'node', 'instance'] as const;
const PORT = /:\d{1,5}$/;
const HOST_NAME = /^(?=.*[a-z])[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/i;
const NO_ONE: ReadonlySet<string> = new Set(['localhost', 'localhost.localdomain']);

/**
 * What the labels name: a device by id or host name, a service, a user. An address or a URL in `instance` is where
 * Prometheus scraped, which no directory of devices knows: it becomes a service, so that it is not taken for a
 * device outside MMD.
 */
export function readLabelSubjects(labels: JsonObject, path: string, into: SubjectList): void {
  const nameLabel = DEVICE_NAME.find((label) => read.text(labels, label, TEXT_LIMITS.name) !== null) ?? null;
  const target = nameLabel === null ? null : read.text(labels, nameLabel, TEXT_LIMITS.name);
  const host = target === null ? null : hostOf(target);
  const entraId = read.id(labels, DEVICE_ENTRA_ID);
  const defenderId = read.id(labels, DEVICE_DEFENDER_ID);
  const serial = read.id(labels, DEVICE_SERIAL);
  const from = [...DEVICE_ENTRA_ID, ...DEVICE_DEFENDER_ID, ...DEVICE_SERIAL].find(
    (label) => read.id(labels, label) !== null,
  );
  const at = `${path}.${from ?? nameLabel}`;
  into.addDevice({ entraId, defenderId, serial, name: host, role: 'affected', path: at });
  if (target !== null && host === null) into.addOther('service', null, target, 'affected', `${path}.${nameLabel}`);
  const service = read.text(labels, 'service', TEXT_LIMITS.name);
  into.addOther('service', null, service, 'affected', `${path}.service`);
  into.addOther('user', null, read.text(labels, ['user', 'upn'], TEXT_LIMITS.name), 'affected', `${path}.user`);
}

/** `pc-1.contoso.com:9182` is the host `pc-1.contoso.com`; addresses, URLs and localhost are no host names. */
function hostOf(target: string): string | null {
  const host = target.replace(PORT, '');
  return HOST_NAME.test(host) && !NO_ONE.has(host.toLowerCase()) ? host : null;
}
