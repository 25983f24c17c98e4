import { fitting, shortened } from './fitting.js';
import type { Worded, WordedLink } from './worded.js';

/** Slack's limits (docs.slack.dev, "Block Kit"): blocks of a message, characters of a text and of a header. */
export const SLACK_LIMITS = { blocks: 50, textCharacters: 3_000, headerCharacters: 150 } as const;

const MOST_LINKS = 10;

/**
 * A worded notice as the message of an incoming webhook: Block Kit blocks in `plain_text`, which knows no markup, and
 * all of it as `text` for receivers that know no blocks (Mattermost and others) and for notifications.
 */
export function slackMessage(worded: Worded): object {
  const cut = fitting(worded, ({ sections }) =>
    sections.every(({ lines }) => lines.join('\n').length <= SLACK_LIMITS.textCharacters),
  );
  const { subject, sections, footer } = cut;
  const links = cut.links.slice(0, MOST_LINKS);
  return {
    text: shortened(fallbackOf({ ...cut, links }), SLACK_LIMITS.textCharacters),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      header(subject),
      ...sections.flatMap(({ heading, lines }) => [
        header(heading),
        { type: 'section', text: plain(lines.join('\n'), SLACK_LIMITS.textCharacters) },
      ]),
      ...links.map((link) => ({ type: 'section', text: { type: 'mrkdwn', text: linkOf(link) } })),
      { type: 'context', elements: [plain(footer, SLACK_LIMITS.textCharacters)] },
    ],
  };
}

const plain = (text: string, most: number) => ({ type: 'plain_text', text: shortened(text, most), emoji: false });
const header = (text: string) => ({ type: 'header', text: plain(text, SLACK_LIMITS.headerCharacters) });
const linkOf = ({ label, url }: WordedLink) => `<${url}|${escaped(label)}>`;

function fallbackOf({ subject, sections, links, footer }: Worded): string {
  const paragraphs = sections.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)].join('\n'));
  return [
    ...[subject, ...paragraphs].map((text) => withoutMarkup(escaped(text))),
    ...links.map(linkOf),
    withoutMarkup(escaped(footer)),
  ].join('\n\n');
}

/** The three characters that Slack reads as its own (docs.slack.dev, "Formatting message text"). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Receivers that read `text` as Markdown would make a link of `[a](b)` and call everybody at `@channel`. */
function withoutMarkup(text: string): string {
  return text.replaceAll('](', ']\u200B(').replace(/@(?=channel|all|here|everyone)/gi, '@\u200B');
}
