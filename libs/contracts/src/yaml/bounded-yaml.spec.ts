import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { SHIPPED_POLICY_VERSIONS, shippedPolicyText } from '../policy/shipped-policies.js';
import { parseBoundedYaml } from './bounded-yaml.js';
import { MOST_LEVELS, MOST_NAMES, MOST_NODES, MOST_TOKENS } from './yaml-bounds.js';
import { YamlFault } from './yaml-fault.js';

const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join('');

function faultOf(yaml: string): YamlFault {
  try {
    parseBoundedYaml(yaml);
  } catch (error) {
    if (error instanceof YamlFault) return error;
    throw error;
  }
  throw new Error('It was read without a fault.');
}

describe('bounded YAML', () => {
  test.each(SHIPPED_POLICY_VERSIONS)('reads the policy %s as the library does', async (version) => {
    const text = await shippedPolicyText(version);
    expect(parseBoundedYaml(text)).toEqual(parse(text));
  });

  test.each(['', '# nothing\n', 'a', '- 1\n- {a: [b, "c"]}\n', '- &a {b: 1}\n- *a\n', '? [a]\n: 1\n', '{"a": 1e3}'])(
    'reads %j as the library does',
    (text) => {
      expect(parseBoundedYaml(text)).toEqual(parse(text));
    },
  );

  test.each([
    ['a block map', 'a: 1\nb: 2\na: 3\n', 3],
    ['a flow map', '{a: 1, "a": 2}', 1],
    ['a map inside of a list', '- a: 1\n- b: 1\n  b: 2\n', 3],
    ['a map that is a key', '? {a: 1, a: 2}\n: 1\n', 1],
  ])('refuses a key that is there twice in %s, as the library does', (_, text, line) => {
    expect(() => parse(text)).toThrow('Map keys must be unique');
    expect(faultOf(text)).toMatchObject({ line, message: expect.stringMatching(/^Map keys must be unique at line/) });
  });

  test('shows the place of a fault', () => {
    expect(faultOf('a: 1\nb: [1, }\n').message).toMatch(/ at line 2, column 8:\n\nb: \[1, }\n {7}\^$/);
  });

  test.each([
    ['two documents', 'a\n---\nb\n', 'A second document begins'],
    ['an alias of nothing', '- *a\n', 'The alias *a has no anchor before it'],
    ['an alias inside of what it names', '&a [*a]', 'The alias *a stands inside of what it names'],
    ['a merge of what is no map', '%YAML 1.1\n---\n<<: 1\n', 'Merge sources must be maps'],
    ['more tokens than a policy has', many(MOST_TOKENS / 3, (at) => `k${at}: 1\n`), `more than ${MOST_TOKENS} words`],
    ['as many keys in one line', `{${many(MOST_TOKENS / 2, (at) => `k${at},`)}}`, `more than ${MOST_TOKENS} words`],
    ['anchors over anchors', '&a '.repeat(MOST_NAMES + 1), `more than ${MOST_NAMES} anchors`],
    ['as many aliases', `- &a 1\n${'- *a\n'.repeat(MOST_NAMES)}`, `more than ${MOST_NAMES} anchors`],
    [
      'aliases of aliases',
      `- &a0 [1]\n${many(40, (at) => `- &a${at + 1} [*a${at}, *a${at}]\n`)}`,
      `stand for more than ${MOST_NODES} values`,
    ],
    ['lists in lists', '['.repeat(200_000), `deeper than ${MOST_LEVELS} levels`],
    ['lists in lists in one line', '- '.repeat(100_000), `deeper than ${MOST_LEVELS} levels`],
    ['keys in keys', '? '.repeat(100_000), `deeper than ${MOST_LEVELS} levels`],
    [
      'depth by aliases',
      `- &a0 [1]\n${many(MOST_LEVELS, (at) => `- &a${at + 1} [*a${at}]\n`)}`,
      `deeper than ${MOST_LEVELS} levels`,
    ],
  ])('refuses %s', (_, text, said) => {
    expect(faultOf(text).message).toContain(said);
  });

  test('is left at its first fault, whose like the library would have collected', () => {
    // A fault that the library collected would be the cause.
    expect(faultOf(`"${'\\x'.repeat(100_000)}"`).cause).toBeUndefined();
    expect(faultOf('}'.repeat(10_000)).cause).toBeUndefined();
  });

  test('nests as deep as it may', () => {
    const deep = `${'['.repeat(MOST_LEVELS - 1)}1${']'.repeat(MOST_LEVELS - 1)}`;
    expect(parseBoundedYaml(deep)).toEqual(JSON.parse(deep));
  });
});
