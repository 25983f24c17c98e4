import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SLACK_LIMITS, slackMessage } from './slack-message.js';
import { TEAMS_LIMIT_BYTES, teamsMessage } from './teams-message.js';
import type { Worded } from './worded.js';

const line = fc
  .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 400 }))
  .map(([text, times]) => text.repeat(times).slice(0, 2_000).toWellFormed());
const worded: fc.Arbitrary<Worded> = fc.record({
  noticeId: fc.constant('n'),
  incidentId: fc.constant(null),
  language: fc.constant('fr'),
  subject: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  sections: fc.array(
    fc.record({ heading: fc.constant('A heading'), lines: fc.array(line, { minLength: 1, maxLength: 40 }) }),
    { maxLength: 12 },
  ),
  links: fc.constant([{ label: 'Accepter <l’offre>', url: 'https://demarc.example/answer/t' }]),
  footer: fc.constant('Demarc'),
});
const ONE: Worded = {
  noticeId: 'n',
  incidentId: null,
  language: 'en',
  subject: 'A title',
  sections: [{ heading: 'What', lines: ['*bold* <!channel> [a](https://evil.example) & @here', 'second'] }],
  links: [{ label: 'Accept', url: 'https://demarc.example/answer/t' }],
  footer: 'Demarc',
};

describe('a message to Teams', () => {
  it('is never larger than Teams takes', () => {
    fc.assert(
      fc.property(worded, (words) => {
        expect(Buffer.byteLength(JSON.stringify(teamsMessage(words)))).toBeLessThanOrEqual(TEAMS_LIMIT_BYTES);
      }),
    );
  });

  it('says everything in runs that know no markup, and opens links', () => {
    const text = JSON.stringify(teamsMessage(ONE));
    expect(text).not.toContain('"TextBlock"');
    expect(text).toContain('{"type":"TextRun","text":"*bold* <!channel> [a](https://evil.example) & @here"}');
    expect(text).toContain('{"type":"Action.OpenUrl","title":"Accept","url":"https://demarc.example/answer/t"}');
  });
});

describe('a message to Slack', () => {
  it('keeps its limits', () => {
    fc.assert(
      fc.property(worded, (words) => {
        const { text, blocks } = slackMessage(words) as {
          text: string;
          blocks: { type: string; text?: { text: string } }[];
        };
        expect(text.length).toBeLessThanOrEqual(SLACK_LIMITS.textCharacters);
        expect(blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
        for (const block of blocks) {
          const most = block.type === 'header' ? SLACK_LIMITS.headerCharacters : SLACK_LIMITS.textCharacters;
          expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('has markup in its own links alone', () => {
    const { text, blocks } = slackMessage(ONE) as { text: string; blocks: unknown };
    expect(text).toContain('*bold* &lt;!channel&gt; [a]\u200B(https://evil.example) &amp; @\u200Bhere');
    expect(text).toContain('<https://demarc.example/answer/t|Accept>');
    const markup = JSON.stringify(blocks).match(/"type":"mrkdwn","text":"[^"]*"/g);
    expect(markup).toEqual(['"type":"mrkdwn","text":"<https://demarc.example/answer/t|Accept>"']);
  });
});
