/** `urn:microsoft:graph:security:contoso` as what it is called. */
export function sourceWord(source: string): string {
  if (source.startsWith('urn:microsoft:graph:security')) return 'Microsoft Graph security';
  if (source.startsWith('urn:microsoft:defender')) return 'Microsoft Defender for Endpoint';
  return source;
}
