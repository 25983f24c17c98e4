import { createHash } from 'node:crypto';

/** Identifiers that look as Microsoft's do and are the same on every machine: each is a digest of what it names. */
function digest(what: string): string {
  return createHash('sha256').update(`demarc demonstration ${what}`).digest('hex');
}

/** A Defender machine id: 40 hexadecimal digits. */
export function machineId(what: string): string {
  return digest(`machine ${what}`).slice(0, 40);
}

/** A GUID, as Entra gives to devices, users and tenants. */
export function guid(what: string): string {
  const hex = digest(`guid ${what}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A Defender alert id, such as `da637578995287051192_756343937`. */
export function alertId(what: string): string {
  const digits = BigInt(`0x${digest(`alert ${what}`).slice(0, 24)}`).toString();
  return `da63${digits.slice(0, 16)}_${digits.slice(16, 25)}`;
}

/** A serial number of twelve digits, as a Surface has it. */
export function serialNumber(what: string): string {
  return `0${BigInt(`0x${digest(`serial ${what}`).slice(0, 16)}`)
    .toString()
    .slice(0, 11)}`;
}

/** The name Autopilot gives a device of the service: `MMD-` and eleven letters or digits. */
export function mmdName(what: string): string {
  return `MMD-${BigInt(`0x${digest(`name ${what}`).slice(0, 20)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 11)}`;
}

/** The secret of a hook of the demonstration, in Standard Webhooks' form. No secret at all: it is published here. */
export function demonstrationSecret(hook: string): string {
  return `whsec_${Buffer.from(digest(`hook ${hook}`).slice(0, 48), 'hex').toString('base64')}`;
}
