import type { Contact } from '@demarc/domain';
import type { NoticeMessage } from '../bus/messages.js';

/** Every field that details of any kind have, so that a template may ask for each and a mistyped one is a mistake. */
const NO_DETAILS = {
  action: null,
  answer: null,
  answerDueAt: null,
  by: null,
  clock: null,
  closesAt: null,
  count: null,
  dueAt: null,
  endsAt: null,
  from: null,
  items: [],
  note: null,
  offerId: null,
  phase: null,
  policy: null,
  reason: null,
  rest: 0,
  round: null,
  scope: null,
  since: null,
  startsAt: null,
  step: null,
  text: null,
  to: null,
  windowId: null,
} as const;

const NO_CLAUSE = { id: null, title: null, source: null, quote: null } as const;

/**
 * What a template sees: `notice`, `incident` (null: it is about none), `clause`, `details`, `contact` and `reader`, whose
 * `named` says whether the contact is the area's own, or told in its place. Nothing secret is in it.
 */
export function templateScope(notice: NoticeMessage, contact: Contact, locale: string): object {
  const { incident, clause, details, ...rest } = notice;
  const { name, area, language, hours } = contact;
  return {
    notice: rest,
    incident,
    clause: clause ?? NO_CLAUSE,
    details: {
      ...NO_DETAILS,
      ...details,
      ...(details?.of === 'digest' ? { rest: details.count - details.items.length } : {}),
    },
    contact: { name, area, language },
    reader: { named: area === notice.slot, locale, timeZone: hours === '24x7' ? 'UTC' : hours.timeZone },
  };
}
