import { QUEUES, type Queue } from '@demarc/domain';
import { oneOf } from '../../choice.js';
import { exactTime } from '../../print/time.js';
import { simpleCommand } from './simple-command.js';

const reason = { flags: '--reason <text>', help: 'why', required: true };
const to = { flags: '--to <queue>', help: QUEUES.join(', '), required: true, parse: oneOf(QUEUES) };

export const offerCommand = simpleCommand<{ to: Queue; reason: string }>({
  command: 'offer',
  description: 'Offer incidents to the other party or another team; you hold them until somebody accepts',
  options: [to, reason],
  body: ({ to: queue, reason: because }) => ({ to: queue, reason: because }),
  done: ({ offer }) => (offer ? `offered to ${offer.to}, to be answered by ${exactTime(offer.dueAt)}` : 'offered'),
  examples: [
    ['offer INC-7K3Q9-X2M4P --to customer/devices --reason "The device left MMD"', 'to the customer'],
    ['accept INC-7K3Q9-X2M4P --as customer/kim', 'the customer takes it'],
    ['refuse INC-7K3Q9-X2M4P --as customer/kim --reason "It is enrolled"', 'or does not'],
  ],
});

export const acceptCommand = simpleCommand({
  command: 'accept',
  description: 'Accept incidents that are offered to your party: they are yours, and taken up',
  options: [],
  body: () => ({}),
  done: ({ queue }) => `accepted; it is in ${queue} now`,
  examples: [['accept INC-7K3Q9-X2M4P --as customer/kim', 'for the customer']],
});

export const refuseCommand = simpleCommand<{ reason: string }>({
  command: 'refuse',
  description: 'Refuse incidents that are offered to your party; the second time both managers settle it',
  options: [reason],
  body: ({ reason: because }) => ({ reason: because }),
  done: ({ queue, disputedAt }) =>
    disputedAt === null
      ? `refused; it stays in ${queue}`
      : `refused; managers are to settle it, until then ${queue} has it`,
  examples: [['refuse INC-7K3Q9-X2M4P --as customer/kim --reason "It is enrolled"', 'back to who offered it']],
});

export const withdrawCommand = simpleCommand<{ reason: string }>({
  command: 'withdraw',
  description: 'Take offers back',
  options: [reason],
  body: ({ reason: because }) => ({ reason: because }),
  done: ({ queue }) => `taken back; it stays in ${queue}`,
  examples: [['withdraw INC-7K3Q9-X2M4P --reason "Found the cause"', 'nobody has to answer any more']],
});

export const settleCommand = simpleCommand<{ to: Queue; note: string }>({
  command: 'settle',
  description: 'Say who has incidents that were refused twice',
  options: [to, { flags: '--note <text>', help: 'what was agreed', required: true }],
  body: ({ to: queue, note }) => ({ to: queue, note }),
  done: ({ queue }) => `settled; it is in ${queue}`,
  examples: [['settle INC-7K3Q9-X2M4P --to customer/devices --note "Agreed by both managers"', 'a manager says so']],
});

export const engageCommand = simpleCommand<{ note: string }>({
  command: 'engage',
  description: 'Let the customer see incidents that were internal to Microsoft, and tell it',
  options: [{ flags: '--note <text>', help: 'why the customer is needed', required: true }],
  body: ({ note }) => ({ note }),
  done: ({ informed }) => `the customer sees it${informed === null ? '' : ` and ${informed} is told`}`,
  examples: [['engage INC-7K3Q9-X2M4P --note "BitLocker is off on 8 % of the devices"', 'an incident of the service']],
});

export const askCommand = simpleCommand<{ action: string }>({
  command: 'request',
  typed: 'ask',
  description: 'Ask the customer to do something; its silence lowers the severity and closes the incident in the end',
  options: [{ flags: '--action <text>', help: 'what is to be done', required: true }],
  body: ({ action }) => ({ action }),
  done: ({ waiting }) =>
    waiting ? `asked of ${waiting.of}; closed at ${exactTime(waiting.closesAt)} if nobody answers` : 'asked',
  examples: [['ask INC-7K3Q9-X2M4P --action "Return the device for repair"', 'it waits for the customer']],
});

export const answerCommand = simpleCommand<{ text: string }>({
  command: 'answer',
  description: 'Answer what was asked of the customer',
  options: [{ flags: '--text <text>', help: 'what was done', required: true }],
  body: ({ text }) => ({ text }),
  done: ({ queue }) => `answered; ${queue} goes on`,
  examples: [['answer INC-7K3Q9-X2M4P --as customer/kim --text "Sent this morning"', 'for the customer']],
});
