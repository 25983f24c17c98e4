import type { AreaRulesView, UnmatchedList } from '@demarc/contracts';
import type { AreaRule } from '@demarc/domain';
import type { Session } from '../session.js';
import { tableText } from './table.js';
import { relativeTime } from './time.js';

type Place = Pick<Session, 'style' | 'width' | 'io'>;

/** Every rule in the order in which it is looked at. */
export function areaRulesText({ tenant, firm, own, shipped }: AreaRulesView, { style, width }: Place): string {
  const section = (heading: string, rules: readonly AreaRule[]) => [
    style.bold(heading),
    rulesTable(rules, width, style),
  ];
  const none = `${tenant} has no rules of its own: \`demarc area set FILE --tenant ${tenant}\` gives it some.`;
  return [
    ...section('First, for every tenant: what a Defender alert happened on', firm),
    '',
    ...(own.length > 0 ? section(`Then ${tenant}'s own, the first that holds anywhere`, own) : [none]),
    '',
    ...section('Last what comes with Demarc, in the most telling field first', shipped),
  ].join('\n');
}

export function unmatchedText({ items, incidents, isWhole }: UnmatchedList, { style, width, io }: Place): string {
  if (items.length === 0) return 'Every recent incident has an area.';
  const table = tableText(
    items,
    [
      { title: 'INCIDENTS', value: (group) => String(group.incidents), right: true },
      { title: 'TENANT', value: ({ tenant }) => tenant, paint: style.bold },
      { title: 'SOURCE', value: ({ source }) => source, flexible: true, dropFirst: 2 },
      { title: 'WORDS OF THE TITLE', value: ({ words }) => words || '-', flexible: true },
      { title: 'LAST', value: (group) => relativeTime(group.lastOpenedAt, io.now()), paint: style.dim, dropFirst: 1 },
      { title: 'FOR EXAMPLE', value: ({ example }) => example.reference },
    ],
    width,
    style,
  );
  const whole = isWhole ? '' : ` There are more; the newest ${incidents} were looked at.`;
  const hint = `\`demarc area rules\` lists the rules, \`demarc area set\` adds your own.${whole}`;
  return `${table}\n${style.dim(hint)}`;
}

function rulesTable(rules: readonly AreaRule[], width: number, style: Place['style']): string {
  return tableText(
    rules,
    [
      { title: 'RULE', value: ({ id }) => id, paint: style.cyan },
      { title: 'AREA', value: ({ area }) => area },
      { title: 'LOOKS FOR', value: lookedForText, flexible: true },
      { title: 'IN', value: ({ in: fields }) => fields?.join(', ') ?? 'usual fields', paint: style.dim, dropFirst: 2 },
      { title: 'OF', value: ({ formats }) => formats?.join(', ') ?? 'every format', paint: style.dim, dropFirst: 1 },
    ],
    width,
    style,
  );
}

function lookedForText({ words = [], equals = [] }: AreaRule): string {
  return [...words.map((word) => `${word}…`), ...equals.map((value) => `=${value}`)].join(', ');
}
