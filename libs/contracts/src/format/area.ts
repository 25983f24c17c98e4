import { AREAS, type Area, type Subject } from '@demarc/domain';
import { AREA_OF_SOURCE, MMD_ACCOUNT_DOMAIN, MMD_ACCOUNTS, MMD_APPLICATION, WORD_RULES } from './area-rules.js';

/** An area with what said so, for the receipt. */
export interface FoundArea {
  readonly area: Area;
  readonly from: string;
}

const areas: ReadonlySet<string> = new Set(AREAS);
const areaOfSource = new Map(Object.entries(AREA_OF_SOURCE).map(([source, area]) => [source.toLowerCase(), area]));
const wordPatterns = WORD_RULES.map((rule) => ({
  area: rule.area,
  pattern: new RegExp(`\\b(?:${rule.words.join('|')})`),
}));

/** The area a publisher wrote: `Cloud App` and `cloud_app` are `cloud-app`. Null for a word that is no area. */
export function areaNamed(word: string): Area | null {
  const folded = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return areas.has(folded) ? (folded as Area) : null;
}

/**
 * The area of a Defender alert. What it happened on decides before which product saw it, because an alert of
 * Defender for Office can carry a device (domain case 16).
 */
export function areaOfAlert(
  subjects: readonly Subject[],
  serviceSource: string | null,
  detectionSource: string | null,
): FoundArea {
  if (subjects.some((subject) => subject.type === 'device' && subject.role === 'affected')) {
    return { area: 'endpoint', from: 'evidence: an affected device' };
  }
  if (subjects.some(isOfMmd))
    return { area: 'mmd-service-account', from: 'evidence: an account or application of MMD' };
  const byService = sourceArea('serviceSource', serviceSource) ?? sourceArea('detectionSource', detectionSource);
  if (byService) return byService;
  const byType =
    subjects.find((subject) => subject.type === 'mailbox') ?? subjects.find((subject) => subject.type !== 'device');
  switch (byType?.type) {
    case 'mailbox':
      return { area: 'email', from: 'evidence: a mailbox' };
    case 'user':
      return { area: 'identity', from: 'evidence: a user' };
    case 'application':
      return { area: 'cloud-app', from: 'evidence: an application' };
    default:
      return { area: 'other', from: 'nothing says' };
  }
}

/** The area the words of some named texts suggest; `other` when none does. */
export function areaOfWords(texts: readonly (readonly [name: string, text: string | null])[]): FoundArea {
  for (const [name, text] of texts) {
    if (text === null) continue;
    const words = asWords(text);
    const rule = wordPatterns.find(({ pattern }) => pattern.test(words));
    if (rule) return { area: rule.area, from: `words of ${name}` };
  }
  return { area: 'other', from: 'nothing says' };
}

function sourceArea(name: string, value: string | null): FoundArea | null {
  const area = value === null ? undefined : areaOfSource.get(value.trim().toLowerCase());
  return area ? { area, from: `${name}: ${value}` } : null;
}

function isOfMmd(subject: Subject): boolean {
  const name = subject.name?.toLowerCase();
  if (!name) return false;
  if (subject.type === 'application') return name === MMD_APPLICATION;
  if (subject.type !== 'user' && subject.type !== 'mailbox') return false;
  const [account, domain = ''] = name.split('@', 2);
  return domain.endsWith(MMD_ACCOUNT_DOMAIN) && MMD_ACCOUNTS.some((known) => known === account);
}

function asWords(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ');
}
