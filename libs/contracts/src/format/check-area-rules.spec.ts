import { describe, expect, test } from '@jest/globals';
import { FIRM_AREA_RULES, SHIPPED_AREA_RULES } from './area-rules.js';
import { checkAreaRules, parseAreaRules } from './check-area-rules.js';

const mistakesIn = (yaml: string) => {
  const checked = parseAreaRules(yaml);
  return checked.ok ? [] : checked.mistakes.map(({ field, detail }) => `${field}: ${detail}`);
};

describe('area rules', () => {
  test('are read from YAML as from JSON', () => {
    const rules = [{ id: 'sap', area: 'line-of-business-app', words: ['sap'], in: ['title', 'label:team', 'label:*'] }];
    const yaml = '- id: sap\n  area: line-of-business-app\n  words: [sap]\n  in: [title, "label:team", "label:*"]\n';
    expect(parseAreaRules(yaml)).toEqual({ ok: true, rules });
    expect(parseAreaRules(JSON.stringify(rules))).toEqual({ ok: true, rules });
    expect(checkAreaRules(rules)).toEqual({ ok: true, rules });
  });

  test('may be none', () => {
    expect(parseAreaRules('# nothing yet\n')).toEqual({ ok: true, rules: [] });
  });

  test.each([
    ['an unknown area', '- {id: a, area: sap, words: [sap]}', '[0].area: must be one of endpoint, '],
    ['nothing to look for', '- {id: a, area: data}', '[0]: looks for nothing: give it words, equals or both'],
    ['an empty list to look for', '- {id: a, area: data, words: []}', '[0].words: must not be empty'],
    ['a word without letters', '- {id: a, area: data, words: ["--"]}', '[0].words[0]: must have at least 2 letters'],
    [
      'an unknown field',
      '- {id: a, area: data, words: [ab], in: [titel]}',
      '[0].in[0]: "titel" is no field; known are',
    ],
    [
      'an unknown format',
      '- {id: a, area: data, words: [ab], formats: [pager]}',
      '[0].formats[0]: must be one of graph',
    ],
    ['a misspelt part', '- {id: a, area: data, words: [ab], form: x}', '[0]: there is no form in a rule; known are id'],
    ['a name with spaces', '- {id: a b, area: data, words: [ab]}', '[0].id: must be lower-case letters'],
    ['no list at all', 'id: a', 'null: must be a list of rules'],
    ['broken YAML', '- {id: a', 'null: '],
    ['an alias of nothing', '- *nobody', 'null: '],
  ])('with %s are refused', (_, yaml, mistake) => {
    expect(mistakesIn(yaml).map((text) => text.slice(0, mistake.length))).toEqual([mistake]);
  });

  test('are refused with every mistake at once', () => {
    expect(
      mistakesIn('- {id: a, area: sap}\n- {id: a, area: data, words: [ab]}').map((text) => text.split(':')[0]),
    ).toEqual(['[0].area', '[0]', '[1].id']);
  });

  test('that come with Demarc are themselves good ones', () => {
    expect(checkAreaRules([...FIRM_AREA_RULES, ...SHIPPED_AREA_RULES])).toMatchObject({ ok: true });
  });
});
