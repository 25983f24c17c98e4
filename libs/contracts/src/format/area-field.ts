/** Fields that an area rule may name in `in`, beside `label:<name>` for one label and `label:*` for any. */
export const AREA_FIELDS = [
  'resourceType',
  'category',
  'title',
  'service',
  'source',
  'serviceSource',
  'detectionSource',
  'evidence',
] as const;
export const LABEL_PREFIX = 'label:';
export const ANY_LABEL = `${LABEL_PREFIX}*`;

/** Where a rule looks that does not say where. Sources, evidence and odd labels are only looked at when named. */
export const USUAL_FIELDS: ReadonlySet<string> = new Set([
  'resourceType',
  'category',
  'title',
  'service',
  'serviceSource',
  'detectionSource',
  `${LABEL_PREFIX}alertname`,
  `${LABEL_PREFIX}component`,
  `${LABEL_PREFIX}job`,
]);

/** One field of one format, as area rules see it: made once per format, not per event. */
export interface AreaField {
  readonly format: string;
  /** Every name under which a rule may look for it. */
  readonly names: readonly string[];
  /** What the receipt calls it. */
  readonly shown: string;
}

export function areaField(format: string, name: (typeof AREA_FIELDS)[number]): AreaField {
  return { format, names: [name], shown: name };
}

/** A label, which may at the same time be a field that other formats have, such as `category`. */
export function areaLabel(format: string, label: string, ...also: readonly (typeof AREA_FIELDS)[number][]): AreaField {
  return { format, names: [`${LABEL_PREFIX}${label}`, ANY_LABEL, ...also], shown: `label ${label}` };
}
