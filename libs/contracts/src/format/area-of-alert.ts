import type { Subject } from '@demarc/domain';
import { findArea, type FoundArea } from './area.js';
import { evidenceOf } from './area-evidence.js';
import { areaField } from './area-field.js';
import type { FormatContext, JsonObject } from './format.js';
import * as read from './read.js';
import { TEXT_LIMITS } from './text.js';

/** In the order in which rules look at them. None that comes with Demarc looks at category and title. */
const fieldsOf = (format: string) => ({
  serviceSource: areaField(format, 'serviceSource'),
  detectionSource: areaField(format, 'detectionSource'),
  category: areaField(format, 'category'),
  title: areaField(format, 'title'),
  evidence: areaField(format, 'evidence'),
});
const fieldsByFormat = new Map<string, ReturnType<typeof fieldsOf>>();

/** What a Defender alert is about: what it happened on, else what a rule says of the product that saw it. */
export function alertArea(
  alert: JsonObject,
  subjects: readonly Subject[],
  shape: { readonly format: string; readonly titles: readonly string[]; readonly defaultService: string | null },
  context: FormatContext,
): FoundArea {
  const fields = fieldsByFormat.get(shape.format) ?? fieldsOf(shape.format);
  fieldsByFormat.set(shape.format, fields);
  const texts = [
    [fields.serviceSource, read.text(alert, 'serviceSource', TEXT_LIMITS.name) ?? shape.defaultService],
    [fields.detectionSource, read.text(alert, 'detectionSource', TEXT_LIMITS.name)],
    [fields.category, read.text(alert, 'category', TEXT_LIMITS.category)],
    [fields.title, read.text(alert, shape.titles, TEXT_LIMITS.title)],
    [fields.evidence, evidenceOf(subjects)],
  ] as const;
  return findArea({ texts, labels: null }, context);
}
