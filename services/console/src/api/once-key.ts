/** What tells one sending from the next, as 32 hex digits: `crypto.randomUUID` is not there over plain http. */
export function onceKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
