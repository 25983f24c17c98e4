import type { AreaRule } from '@demarc/domain';
import type { ProblemField } from '../http/problem.js';
import { parseBoundedYaml } from '../yaml/bounded-yaml.js';
import { YamlFault } from '../yaml/yaml-fault.js';
import { AREA_RULE_FIELDS, areaRules } from './area-rule-schema.js';

export type CheckedAreaRules =
  | { readonly ok: true; readonly rules: readonly AreaRule[] }
  | { readonly ok: false; readonly mistakes: readonly ProblemField[] };

/** A tenant's rules from parsed JSON or YAML, or every mistake in them. */
export function checkAreaRules(value: unknown): CheckedAreaRules {
  const checked = areaRules.safeParse(value);
  const mistakes = (checked.error?.issues ?? []).map((issue) => {
    const field = issue.path.reduce<string>(
      (text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
      '',
    );
    return {
      field: field || null,
      detail: issue.code === 'unrecognized_keys' ? unknownText(issue.keys) : issue.message,
    };
  });
  mistakes.push(...mistakesOverFields(Array.isArray(value) ? (value as unknown[]) : []));
  return checked.success && mistakes.length === 0 ? { ok: true, rules: checked.data } : { ok: false, mistakes };
}

/** As {@link checkAreaRules}, from YAML (or JSON, which is YAML). A file without anything is a list of no rules. */
export function parseAreaRules(yaml: string): CheckedAreaRules {
  let value: unknown;
  try {
    value = parseBoundedYaml(yaml) ?? [];
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const [detail = ''] = error.message.split('\n', 1);
    const { line } = error;
    return { ok: false, mistakes: [{ field: null, detail, ...(line !== null && { line }) }] };
  }
  return checkAreaRules(value);
}

/** What the schema does not see, or sees only once nothing else is wrong. */
function mistakesOverFields(entries: readonly unknown[]): ProblemField[] {
  const ids = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { id, words, equals } = entry as Record<string, unknown>;
    const found: ProblemField[] = [];
    if (words === undefined && equals === undefined)
      found.push({ field: `[${index}]`, detail: 'looks for nothing: give it words, equals or both' });
    if (typeof id !== 'string') return found;
    const earlier = ids.get(id);
    if (earlier === undefined) ids.set(id, index);
    else found.push({ field: `[${index}].id`, detail: `"${id}" is also the id of rule [${earlier}]` });
    return found;
  });
}

function unknownText(keys: readonly string[]): string {
  return `there is no ${keys.join(', ')} in a rule; known are ${AREA_RULE_FIELDS.join(', ')}`;
}
