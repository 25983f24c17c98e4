/** Defender's tags of MMD devices, one per profile; a Power User device is never shared (domain 2.9). */
const MMD_TAGS: ReadonlySet<string> = new Set([
  'm365managed-standard',
  'm365managed-standard-shared',
  'm365managed-sensitivedata',
  'm365managed-sensitivedata-shared',
  'm365managed-poweruser',
  'm365managed-kiosk',
  'm365managed-kiosk-shared',
]);

/** The first tag that says "a device of MMD", as it was written; null when none does. */
export function mmdTagOf(tags: readonly string[]): string | null {
  for (const tag of tags) {
    // Most tags are the customer's own: one look at their first letter keeps them out of the profile.
    const first = tag.charCodeAt(0) | 32;
    if (first === 109 && MMD_TAGS.has(tag.toLowerCase())) return tag;
  }
  return null;
}
