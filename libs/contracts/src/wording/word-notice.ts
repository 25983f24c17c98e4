import type { Contact, NoticeKind, Party, Queue } from '@demarc/domain';
import { type IncidentNotice, type NoticeMessage, isAboutIncident } from '../bus/messages.js';
import { plainLine } from './plain-line.js';
import type { Worded, WordedLink, WordedSection } from './worded.js';

export interface WordingOptions {
  readonly links: readonly WordedLink[];
}

const SUBJECT_LIMIT = 200;

/** A notice in words for one contact: subject, sections, links and small print. Pure. */
export function wordNotice(notice: NoticeMessage, contact: Contact, { links }: WordingOptions): Worded {
  return {
    noticeId: notice.id,
    incidentId: notice.incidentId,
    language: 'en',
    subject: plainLine(subjectOfNotice(notice)).slice(0, SUBJECT_LIMIT).toWellFormed(),
    sections: isAboutIncident(notice)
      ? sections(notice, contact)
      : [{ heading: NEWS[notice.kind], lines: [plainLine(notice.because)] }],
    links,
    footer: `Demarc, notice ${notice.id}`,
  };
}

function subjectOfNotice(notice: NoticeMessage): string {
  if (!isAboutIncident(notice)) return `[Demarc] ${NEWS[notice.kind]}: ${notice.because}`;
  const { severity, reference, title } = notice.incident;
  return `[Demarc] ${severity} ${reference} ${NEWS[notice.kind]}: ${title}`;
}

/** One incident can be told of several times over: its subject says what is new. */
const NEWS = {
  assignment: 'Yours',
  advisory: 'To know',
  recall: 'No longer yours',
  update: 'News',
  request: 'Asked of you',
  offer: 'Offered to you',
  'offer-answer': 'Your offer was answered',
  warning: 'Nearly due',
  escalation: 'Overdue',
  resolution: 'Resolved',
  digest: 'Digest',
  maintenance: 'Maintenance',
} as const satisfies Record<NoticeMessage['kind'], string>;

/** In the order a reader asks: what, whose, why me, what first. */
function sections(notice: IncidentNotice, contact: Contact): readonly WordedSection[] {
  return [
    { heading: 'What happened', lines: whatHappened(notice) },
    { heading: 'Whose it is', lines: whoseItIs(notice) },
    { heading: 'Why you are told', lines: whyYou(notice, contact) },
    { heading: 'First step', lines: firstStep(notice) },
  ];
}

function whatHappened({ incident }: IncidentNotice): string[] {
  const events = incident.eventCount === 1 ? '1 event' : `${incident.eventCount} events`;
  return [
    plainLine(incident.title),
    `Device or subject: ${incident.about ? plainLine(incident.about) : 'none is named'}`,
    `Kind ${incident.kind}, area ${incident.area}, severity ${incident.severity}; ${events} from ${plainLine(incident.source)}`,
    `First activity: ${minute(incident.firstActivityAt)}`,
  ];
}

function whoseItIs({ kind, queue, incident, clause }: IncidentNotice): string[] {
  // It was not handed over but closed where it was: its events went on in another incident, which `because` names.
  const goesOnElsewhere = kind === 'recall' && incident.queue === queue;
  if (goesOnElsewhere) return [`${incident.reference} is closed; another incident goes on with its events.`];
  const lines = [
    `${incident.reference} is owned by ${PARTY[incident.party]} (queue ${incident.queue}).`,
    `Clause ${clause.id} of policy ${incident.policyVersion}: ${plainLine(clause.title)}`,
  ];
  if (clause.quote) lines.push(`"${plainLine(clause.quote)}"${clause.source ? ` (${plainLine(clause.source)})` : ''}`);
  if (incident.provisional)
    lines.push('This decision is provisional: it is taken again when the directory knows more.');
  return lines;
}

function whyYou({ kind, queue, slot, because }: IncidentNotice, contact: Contact): string[] {
  const named =
    contact.area === slot
      ? `You are the contact for ${slot}.`
      : `Nobody is named as the contact for ${slot}; you are told as the contact for ${contact.area}.`;
  return [TOLD[kind]?.(queue) ?? NEWS[kind], named, `${kind === 'recall' ? 'Reason' : 'Rule'}: ${plainLine(because)}`];
}

const TOLD: Readonly<Partial<Record<NoticeKind, (queue: Queue) => string>>> = {
  assignment: (queue) => `It is now in your queue ${queue}.`,
  advisory: (queue) => `It is not yours, but you must know (${queue}).`,
  recall: (queue) => `It is no longer yours: you were told before that it is in your queue ${queue}.`,
};

function firstStep({ kind, incident, party }: IncidentNotice): string[] {
  const { reference } = incident;
  switch (kind) {
    case 'assignment': {
      const command = `demarc ack ${reference} --as ${party}/<your name>`;
      return [`Take it up, so that everyone sees somebody works on it:  ${command}`];
    }
    case 'advisory':
      return [`Nothing is asked of you. To see it:  demarc show ${reference}`];
    case 'recall':
      return [
        'Stop working on it. What you did so far is kept.',
        `Tell who has it now what they should know:  demarc comment ${reference} "<text>" --both --as ${party}/<your name>`,
      ];
    default:
      return [`To see it:  demarc show ${reference}`];
  }
}

const PARTY: Readonly<Record<Party, string>> = { microsoft: 'Microsoft Managed Desktop', customer: 'the customer' };

const minute = (instant: string) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
