import { fitting } from './fitting.js';
import type { Worded, WordedSection } from './worded.js';

/** A message to a Teams channel or chat must not be larger (learn.microsoft.com, "Post to a channel with a webhook"). */
export const TEAMS_LIMIT_BYTES = 28 * 1_024;

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const encoder = new TextEncoder();

/**
 * A worded notice as the message that a Teams workflow ("When a Teams webhook request is received") posts: one Adaptive
 * Card 1.5. All text is in `TextRun`s, which know no Markdown, so that nothing in it turns into a link or a mention.
 * Never larger than {@link TEAMS_LIMIT_BYTES}: long sections are shortened.
 */
export function teamsMessage(worded: Worded): object {
  const fits = (cut: Worded) => encoder.encode(JSON.stringify(messageOf(cut))).length <= TEAMS_LIMIT_BYTES;
  return messageOf(fitting(worded, fits));
}

function messageOf({ language, subject, sections, links, footer }: Worded): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    lang: language,
    fallbackText: subject,
    msteams: { width: 'Full' },
    body: [
      line(subject, { weight: 'bolder', size: 'large' }),
      ...sections.flatMap(sectionBlocks),
      { ...line(footer, { isSubtle: true, size: 'small' }), separator: true },
    ],
    actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
  };
  return { type: 'message', attachments: [{ contentType: ADAPTIVE_CARD, contentUrl: null, content }] };
}

function sectionBlocks({ heading, lines }: WordedSection): object[] {
  return [
    { ...line(heading, { weight: 'bolder' }), spacing: 'medium' },
    ...lines.map((text) => ({ ...line(text), spacing: 'none' })),
  ];
}

function line(text: string, looks: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...looks }] };
}
