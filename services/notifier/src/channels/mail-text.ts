import type { IncidentNotice, NoticeMessage } from '@demarc/contracts';
import type { Contact, NoticeKind, Party, Queue } from '@demarc/domain';

/** One paragraph of a mail: a heading and its lines. */
export interface MailSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

const SUBJECT_LIMIT = 200;

/** `[Demarc] B INC-7K3Q9-X2M4P Suspicious sign-in`, on one line whatever the source wrote. */
export function mailSubject(notice: NoticeMessage): string {
  const { kind, incident } = notice as IncidentNotice;
  const { severity, reference, title } = incident;
  return oneLine(`[Demarc] ${severity} ${reference} ${NEWS[kind]}: ${title}`).slice(0, SUBJECT_LIMIT);
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

/** What the mail says, in the order a reader asks: what, whose, why me, what first. */
export function mailSections(message: NoticeMessage, contact: Contact): readonly MailSection[] {
  const notice = message as IncidentNotice;
  return [
    { heading: 'What happened', lines: whatHappened(notice) },
    { heading: 'Whose it is', lines: whoseItIs(notice) },
    { heading: 'Why you are told', lines: whyYou(notice, contact) },
    { heading: 'First step', lines: firstStep(notice) },
  ];
}

export function mailText(notice: NoticeMessage, contact: Contact): string {
  const sections = mailSections(notice, contact).map(
    ({ heading, lines }) => `${heading}\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
  return `${sections.join('\n\n')}\n\n-- \nDemarc, notice ${notice.id}\n`;
}

function whatHappened({ incident }: IncidentNotice): string[] {
  const events = incident.eventCount === 1 ? '1 event' : `${incident.eventCount} events`;
  return [
    oneLine(incident.title),
    `Device or subject: ${incident.about ? oneLine(incident.about) : 'none is named'}`,
    `Kind ${incident.kind}, area ${incident.area}, severity ${incident.severity}; ${events} from ${oneLine(incident.source)}`,
    `First activity: ${minute(incident.firstActivityAt)}`,
  ];
}

function whoseItIs({ kind, queue, incident, clause }: IncidentNotice): string[] {
  // It was not handed over but closed where it was: its events went on in another incident, which `because` names.
  const goesOnElsewhere = kind === 'recall' && incident.queue === queue;
  if (goesOnElsewhere) return [`${incident.reference} is closed; another incident goes on with its events.`];
  const lines = [
    `${incident.reference} is owned by ${PARTY[incident.party]} (queue ${incident.queue}).`,
    `Clause ${clause.id} of policy ${incident.policyVersion}: ${oneLine(clause.title)}`,
  ];
  if (clause.quote) lines.push(`"${oneLine(clause.quote)}"${clause.source ? ` (${oneLine(clause.source)})` : ''}`);
  if (incident.provisional)
    lines.push('This decision is provisional: it is taken again when the directory knows more.');
  return lines;
}

function whyYou({ kind, queue, slot, because }: IncidentNotice, contact: Contact): string[] {
  const named =
    contact.area === slot
      ? `You are the contact for ${slot}.`
      : `Nobody is named as the contact for ${slot}; you are told as the contact for ${contact.area}.`;
  return [TOLD[kind]?.(queue) ?? NEWS[kind], named, `${kind === 'recall' ? 'Reason' : 'Rule'}: ${oneLine(because)}`];
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

/** Text of a source: a line break in it must not end a header or pretend to be a section of ours. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
