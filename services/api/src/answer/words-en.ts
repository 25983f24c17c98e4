import { minuteOf } from './minute-of.js';
import type { Over } from './standing.js';
import type { Words } from './words.js';

export const ENGLISH: Words = {
  what: ({ incident, details, because }) => [
    ...(incident ? [`${incident.reference}, severity ${incident.severity}: ${incident.title}`] : []),
    details?.of === 'offer'
      ? `${details.by} offers it to ${details.to}, until ${minuteOf(details.dueAt)}. Reason: ${details.reason}`
      : details?.of === 'request'
        ? `${details.by} asks: ${details.action}`
        : because,
  ],
  follows: {
    acknowledge: 'If you take it up, everyone sees that somebody of yours works on it, and nobody is told again.',
    accept: 'If you accept, it is yours from then on and counts as taken up.',
    refuse: 'If you refuse, it stays with who has it now, and your reason is passed on.',
    answer: 'Your answer goes to who asked, and the work goes on there.',
    'acknowledge-notice': 'You say that your side knows of this. Nothing else follows from it.',
  },
  field: { refuse: 'Your reason', answer: 'Your answer' },
  inTheNameOf: (contact) => `It is done in the name of ${contact}.`,
  works: (until) => `This link works once, until ${minuteOf(until)}.`,
  missing: 'Please write something: it is passed on.',
  done: {
    acknowledge: 'It is taken up.',
    accept: 'You accepted: it is yours now.',
    refuse: 'You refused. It stays with who has it, and your reason was passed on.',
    answer: 'Your answer was passed on.',
    'acknowledge-notice': 'It is noted that your side knows of this.',
  },
  over: overText,
  used: ({ at, by }) => `This link was used on ${minuteOf(at)} by ${by}. It works once, and that stays.`,
  expired: (at) => `This link worked until ${minuteOf(at)}. Nothing was changed.`,
  unknown:
    'Demarc does not know this link. It may have been cut off on its way here: copy the whole address from the mail. Links also end when their contact is removed. Nothing was changed.',
  refused: (detail) => `Nothing was changed: ${detail}`,
  failed: 'Demarc cannot do this right now. Nothing is lost: please try the link again in a few minutes.',
  titles: {
    done: 'Done',
    over: 'Not possible any more',
    used: 'Used already',
    expired: 'Too late',
    unknown: 'This link is not valid',
    refused: 'Not possible',
    failed: 'Not possible right now',
  },
};

const OFFER_ENDED = { accepted: 'accepted', refused: 'refused', withdrawn: 'withdrawn' } as const;

function overText(over: Over): string {
  switch (over.why) {
    case 'offer-ended': {
      const { answer, by, at } = over.end;
      if (answer === 'returned') return `Nobody answered this offer in time. It ended on ${minuteOf(at)}.`;
      return `This offer was ${OFFER_ENDED[answer]} by ${by} on ${minuteOf(at)}.`;
    }
    case 'resolved':
      return `It was closed on ${minuteOf(over.at)}.`;
    case 'moved':
      return `Meanwhile it is with ${over.to}.`;
    case 'taken-up':
      return `${over.by} has taken it up already.`;
    case 'not-asked':
      return 'This is not asked any more: it was answered, or something else was asked since.';
    case 'known': {
      const { by, at } = over.acknowledgement;
      return `${by} said so already, on ${minuteOf(at)}.`;
    }
    default:
      return over satisfies never;
  }
}
