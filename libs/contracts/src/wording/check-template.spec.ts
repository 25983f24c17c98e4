import { expect, test } from '@jest/globals';
import { checkTemplate } from './check-template.js';
import { TemplateLibrary } from './template-library.js';

const library = await TemplateLibrary.open();
const check = (text: string) => checkTemplate(library, { kind: 'offer', language: 'en', text });

test('a template is tried on a sample of its kind', () => {
  const { subject, sections } = check('Subject: {{ incident.reference }}\n\n## Do\nBy {{ details.dueAt | time }}\n');
  expect(subject).toBe('INC-7K3Q9-X2M4P');
  expect(sections).toEqual([{ heading: 'Do', lines: ['By 20 November 2026 at 14:15 UTC'] }]);
});

test.each([
  ['a tag that is not closed', 'Subject: x\n## y\n{% if incident %}z', 3, /not closed/],
  ['a name that does not exist', 'Subject: x\n## y\n\n{{ incident.titel }}', 4, /incident\.titel/],
  ['a filter that does not exist', 'Subject: x\n## {{ incident.title | shout }}\ny', 2, /shout/],
  ['no subject', '## y\nz', 1, /Subject/],
  ['no section', 'Subject: x', 1, /says nothing/],
  ['a line before the first section', 'Subject: x\nhello\n## y\nz', 2, /before its first line/],
  ['a file', "Subject: x\n## y\n{% include '/etc/passwd' %}", 3, /ENOENT|Failed to lookup|passwd/],
  ['a tag that writes past the escaping', 'Subject: x\n## y\n{% echo incident.title | raw %}', 3, /echo/],
  ['a filter that does', 'Subject: x\n## y\n{{ incident.title | raw }}', 3, /raw/],
  ['a way to the prototype', 'Subject: x\n## y\n{{ incident.constructor.name }}', 3, /constructor/],
  ['a loop without an end', 'Subject: x\n## y\n{% for i in (1..100000000) %}z{% endfor %}', 3, /limit/],
  ['more than anybody reads', `Subject: x\n## y\n{% for i in (1..300) %}${'z'.repeat(1_000)}{% endfor %}`, 1, /limit/],
  [
    'loops of nothing',
    'Subject: x\n## y\n{% assign a = (1..90000) %}{% for i in a %}{% for j in a %}{% endfor %}{% endfor %}',
    3,
    /limit/,
  ],
  [
    'a text that doubles',
    `Subject: x\n## y\n{% assign a = "x" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`,
    3,
    /limit/,
  ],
])('%s is a mistake with its line', (_what, text, line, reason) => {
  expect(() => check(text)).toThrow(expect.objectContaining({ line, reason: expect.stringMatching(reason) }));
});
