import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { PAGE_HEADERS, htmlOf } from './answer-page.js';

const HOSTILE = `\u202e"><script>alert('1')</script>&amp;`;

it('nothing of a stranger is HTML on a page', () => {
  const html = htmlOf({
    language: 'en',
    title: HOSTILE,
    paragraphs: [HOSTILE],
    form: { button: HOSTILE, field: { label: HOSTILE, fault: HOSTILE } },
  });
  expect(html).not.toContain('<script');
  expect(html).not.toContain('\u202e');
  expect(html.match(/&quot;&gt;&lt;script&gt;alert\(&#39;1&#39;\)&lt;\/script&gt;&amp;amp;/g)).toHaveLength(6);
});

it('a page loads and runs nothing, and the one style that it has is the one that is allowed', () => {
  const html = htmlOf({ language: 'fr', title: 'x', paragraphs: [], form: null });
  expect(html).not.toMatch(/<(?:script|img|link|iframe)|https?:|\son\w+=/);
  const style = /<style>([^]*)<\/style>/.exec(html)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(PAGE_HEADERS['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
});
