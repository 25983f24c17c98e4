import { AREAS, type Area } from '@demarc/domain';
import type { AreaField } from './area-field.js';
import { FIRM_AREA_RULES, SHIPPED_AREA_RULES } from './area-rules.js';
import { type AreaHit, areaTableOf } from './area-table.js';
import type { FormatContext, JsonObject } from './format.js';
import * as read from './read.js';
import { cleanText, TEXT_LIMITS } from './text.js';

/** An area with what said so, for the receipt. */
export interface FoundArea {
  readonly area: Area;
  readonly from: string;
}

/** What {@link findArea} answers as `from` when no rule holds: such events are counted and listed. */
export const NO_AREA_RULE = 'no rule matched';

/** What of an event area rules look at. */
export interface AreaClues {
  /** The most telling first. */
  readonly texts: readonly (readonly [field: AreaField, text: string | null])[];
  /** Everything else the event is labelled with; only rules of a tenant look there. */
  readonly labels: JsonObject | null;
}

const areas: ReadonlySet<string> = new Set(AREAS);
const firm = areaTableOf(FIRM_AREA_RULES);
const shipped = areaTableOf(SHIPPED_AREA_RULES);
const LABELS_OF_AREA = ['demarc_area', 'area'] as const;

/**
 * The area an event's publisher wrote, in the event's own field or a label `demarc_area` or `area`: it wins over every
 * rule. `Cloud App` and `cloud_app` are `cloud-app`. A word that is no area is remarked, and rules decide.
 */
export function statedArea(report: JsonObject | null, labels: JsonObject | null, remarks: string[]): FoundArea | null {
  const places = [
    ...(report ? [[report, 'area', 'field area'] as const] : []),
    ...(labels ? LABELS_OF_AREA.map((name) => [labels, name, `label ${name}`] as const) : []),
  ];
  for (const [object, name, shown] of places) {
    const word = read.text(object, name, TEXT_LIMITS.category);
    if (word === null) continue;
    const folded = word
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-');
    if (areas.has(folded)) return { area: folded as Area, from: shown };
    remarks.push(`${shown}: "${cleanText(word, 60)}" is no area`);
  }
  return null;
}

/**
 * The area that rules give an event: first the firm ones, then the tenant's own, of which the first that holds in any
 * field wins, then the shipped ones, field by field. `other` when none holds.
 */
export function findArea({ texts, labels }: AreaClues, context: FormatContext): FoundArea {
  for (const [field, text] of texts) {
    const hit = text === null ? null : firm.find(field, text);
    if (hit) return { area: hit.rule.area, from: fromRule(hit, field.shown) };
  }
  const own = context.areaRules.length === 0 ? null : findOwn(texts, labels, context);
  if (own) return own;
  for (const [field, text] of texts) {
    const hit = text === null ? null : shipped.find(field, text);
    if (hit) return { area: hit.rule.area, from: fromRule(hit, field.shown) };
  }
  return { area: 'other', from: NO_AREA_RULE };
}

function findOwn(texts: AreaClues['texts'], labels: AreaClues['labels'], context: FormatContext): FoundArea | null {
  const table = areaTableOf(context.areaRules);
  let best: AreaHit | null = null;
  let where = '';
  const look = (field: AreaField, shown: string, text: string | null) => {
    const hit = text === null ? null : table.find(field, text);
    if (!hit || (best !== null && best.order <= hit.order)) return;
    best = hit;
    where = shown;
  };
  for (const [field, text] of texts) look(field, field.shown, text);
  const format = texts[0]?.[0].format;
  if (labels && format !== undefined) {
    for (const [name, field] of table.labelsIn(format, Object.keys(labels))) {
      look(field, `label ${cleanText(name, 100)}`, read.text(labels, name, TEXT_LIMITS.name));
    }
  }
  // TypeScript does not see that `look` assigns it.
  const found = best as AreaHit | null;
  return found && { area: found.rule.area, from: `${context.tenant}'s ${fromRule(found, where)}` };
}

/** `said` is the rule's own word, so that nothing long or strange of the event gets into the receipt. */
function fromRule({ rule, said }: AreaHit, where: string): string {
  return `rule ${rule.id}: "${said}" in ${where}`;
}
