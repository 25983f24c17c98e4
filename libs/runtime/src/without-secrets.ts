type Pattern = readonly [RegExp, string | ((found: string, ...groups: string[]) => string)];

/**
 * What secrets look like wherever text may carry them, and what is left of them. Each pattern keeps what tells a reader
 * which secret it was, and nothing that lets them use it.
 *
 * Strangers choose the text, and every line of every log comes by here: no pattern may read a character again and again.
 * What is at the end of a long match is looked for in the match, not by the pattern.
 */
const PATTERNS: readonly Pattern[] = [
  // Who logs in where: postgres://user:password@host, also with slashes that should have been encoded.
  [/\b((?!https?:)[a-z][a-z\d+.-]{1,20}:\/\/)([^\s"'<>]+)/gi, withoutLogin],
  [/\b(https?:\/\/)[^\s"'<>/?#]*@/gi, '$1***@'],
  // Signing secrets of webhooks (Standard Webhooks).
  [/\bwhsec_[A-Za-z\d+/=_-]+/g, 'whsec_***'],
  // API keys of ours, as services/api makes them.
  [/\b(dmk_[\da-f]{32})_[\w-]+/g, '$1_***'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 ***'],
  // Links of mails: who has one may use it.
  [/(\/answer\/)[\w-]+/g, '$1***'],
  // Rooms: who has the address may write into them.
  [/(https:\/\/hooks\.slack\.com\/)[^\s"'<>\\]+/gi, '$1***'],
  [
    /(https:\/\/[a-z\d.-]+\.(?:logic\.azure\.com|webhook\.office\.com|api\.powerplatform\.com)(?::\d+)?\/)[^\s"'<>\\]+/gi,
    '$1***',
  ],
  [/([?&](?:sig|signature|token|access_token|key|api_key|apikey|code|secret|password|pwd)=)[^&\s"'<>\\#]+/gi, '$1***'],
];

/** The text without what would let its reader pass as somebody else. */
export function withoutSecrets(text: string): string {
  return PATTERNS.reduce(
    (rest, [pattern, instead]) =>
      typeof instead === 'string' ? rest.replace(pattern, instead) : rest.replace(pattern, instead),
    text,
  );
}

function withoutLogin(found: string, scheme = '', rest = ''): string {
  const at = rest.lastIndexOf('@');
  return at === -1 ? found : `${scheme}***${rest.slice(at)}`;
}
