/**
 * Who may hold an alert beside the two parties' analysts.
 * - `automation`: Defender's own automated investigation.
 * - `team`: people who are neither, such as a customer's cyber security operations centre (CSOC). An alert that waits
 *   for them is theirs.
 * - `tool`: an application or bot. It holds an alert only once it did something with it.
 */
export type Handler = 'automation' | 'team' | 'tool';

interface HandlerRule {
  readonly handler: Handler;
  readonly what: string;
  /** Whole words, lower-case and in this order, wherever they stand in a name. */
  readonly words: readonly string[];
}

/** Rules for names in `assignedTo`, of authors of comments and of products; the first that holds wins. */
const RULES: readonly HandlerRule[] = [
  {
    handler: 'automation',
    what: "Defender's automated investigation",
    words: ['automated investigation'],
  },
  {
    handler: 'team',
    what: 'a cyber security operations centre',
    words: [
      'csoc',
      'cyber soc',
      'cyber security operations center',
      'cyber security operations centre',
      'cybersecurity operations center',
      'cybersecurity operations centre',
      'cyber defense center',
      'cyber defence centre',
    ],
  },
  {
    handler: 'team',
    what: 'a managed detection service',
    words: ['arctic wolf', 'red canary', 'ontinue', 'critical start'],
  },
  {
    handler: 'tool',
    what: 'a third-party application',
    words: [
      'crowdstrike',
      'sentinelone',
      'carbon black',
      'cylance',
      'symantec',
      'mcafee',
      'trellix',
      'trend micro',
      'sophos',
      'cortex',
      'xsoar',
      'demisto',
      'splunk',
      'siemplify',
      'chronicle',
      'swimlane',
      'tines',
      'torq',
      'qradar',
      'servicenow',
      'soar',
    ],
  },
  { handler: 'tool', what: 'a bot', words: ['chatbot', 'robot', 'playbook'] },
];

/**
 * Defender puts `API-` before the name of an application that took an alert through its interface. Any such
 * application is a third party's, save Microsoft's own: the SOC works through interfaces too.
 */
const CALLER = 'api-';
const MICROSOFT_CALLERS = [
  'microsoft',
  'modern workplace',
  'mmd',
  'windows',
  'defender',
  'azure',
  'sentinel',
  'office',
] as const;
const AUTOMATION = 'automation';
/** `soc-bot@contoso.com`, and not `j.bot@contoso.com`: a person may be called Bot. */
const BOT = /(^|[\s_-])bot($|[\s_@-])/;

export interface NamedHandler {
  readonly handler: Handler;
  readonly what: string;
}

/** Who a name stands for; null for a person or team of one of the parties, or when nobody can say. */
export function handlerNamed(name: string): NamedHandler | null {
  const lower = name.trim().toLowerCase();
  if (lower === AUTOMATION) return RULES[0]!;
  const words = ` ${lower.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const rule = RULES.find((candidate) => candidate.words.some((word) => words.includes(` ${word} `)));
  if (rule) return rule;
  if (BOT.test(lower)) return { handler: 'tool', what: 'a bot' };
  if (!lower.startsWith(CALLER)) return null;
  const caller = lower.slice(CALLER.length).trim();
  const microsoft = MICROSOFT_CALLERS.some((prefix) => caller.startsWith(prefix));
  return microsoft || caller === '' ? null : { handler: 'tool', what: 'an application that is not of Microsoft' };
}
