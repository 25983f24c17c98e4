import type { Language, LinkCommand } from '@demarc/contracts';
import type { Incident, Instant, NoticeDetails } from '@demarc/domain';
import type { LinkUse } from '@demarc/store';
import { ENGLISH } from './words-en.js';
import { FRENCH } from './words-fr.js';
import type { Over } from './standing.js';

/** What a page says of a link that can be used. */
export interface Offered {
  readonly command: LinkCommand;
  /** Null: the notice is about none. */
  readonly incident: Pick<Incident, 'reference' | 'title' | 'severity'> | null;
  readonly details: NoticeDetails | null;
  readonly because: string;
}

/** Everything the pages say, in one language. Nothing in it is HTML yet. */
export interface Words {
  readonly what: (offered: Offered) => readonly string[];
  readonly follows: Readonly<Record<LinkCommand, string>>;
  /** What is to be written, for the commands that need it. */
  readonly field: Readonly<Partial<Record<LinkCommand, string>>>;
  readonly inTheNameOf: (contact: string) => string;
  readonly works: (until: Instant) => string;
  readonly missing: string;
  readonly done: Readonly<Record<LinkCommand, string>>;
  readonly over: (over: Over) => string;
  readonly used: (use: LinkUse) => string;
  readonly expired: (at: Instant) => string;
  readonly unknown: string;
  readonly refused: (detail: string) => string;
  readonly failed: string;
  readonly titles: Readonly<Record<'done' | 'over' | 'used' | 'expired' | 'unknown' | 'refused' | 'failed', string>>;
}

export const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, fr: FRENCH };
