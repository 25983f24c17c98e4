import type { CommandBody, CommandName } from '@demarc/contracts';
import { type Actor, type Instant, parseInstant } from '@demarc/domain';
import type { Order } from '@demarc/store';

/** A command with its body as the contract reads it. */
export type Command = {
  readonly [Name in CommandName]: { readonly name: Name; readonly body: CommandBody<Name> };
}[CommandName];

/**
 * What a command asks of the store. `idOf` finds another incident that the command names; what it throws is the answer.
 */
export async function orderOf(command: Command, actor: Actor, idOf: (name: string) => Promise<string>): Promise<Order> {
  switch (command.name) {
    case 'acknowledge':
      return { type: 'AcknowledgeIncident', actor };
    case 'claim':
      return { type: 'ClaimIncident', actor };
    case 'assign':
      return { type: 'AssignIncident', actor, to: command.body.to };
    case 'comment':
      return { type: 'CommentOnIncident', actor, ...command.body };
    case 'resolve': {
      const { classification = null, determination = null, note = null } = command.body ?? {};
      return { type: 'ResolveIncident', actor, resolution: { classification, determination, note } };
    }
    case 'reopen':
      return { type: 'ReopenIncident', actor, ...command.body };
    case 'service-impact': {
      const { impact, note = null } = command.body;
      return { type: 'FlagServiceImpact', actor, impact, note };
    }
    case 'severity':
      return { type: 'SetSeverity', actor, ...command.body };
    case 'offer':
      return { type: 'OfferHandover', actor, ...command.body };
    case 'accept':
      return { type: 'AcceptOffer', actor, offerId: command.body?.offerId ?? null };
    case 'refuse':
      return { type: 'RefuseOffer', actor, offerId: command.body.offerId ?? null, reason: command.body.reason };
    case 'withdraw':
      return { type: 'WithdrawOffer', actor, ...command.body };
    case 'settle':
      return { type: 'SettleDispute', actor, ...command.body };
    case 'engage':
      return { type: 'EngageCustomer', actor, ...command.body };
    case 'request':
      return { type: 'RequestAction', actor, ...command.body };
    case 'answer':
      return { type: 'AnswerRequest', actor, ...command.body };
    case 'snooze':
      return { type: 'SnoozeIncident', actor, until: momentOf(command.body.until), reason: command.body.reason };
    case 'agree-snooze':
      return { type: 'AgreeToSnooze', actor };
    case 'wake':
      return { type: 'WakeIncident', actor, ...command.body };
    case 'link':
      return { type: 'LinkTo', actor, to: await idOf(command.body.to), because: command.body.reason };
    case 'merge':
      return { type: 'MergeInto', actor, into: await idOf(command.body.into), reason: command.body.reason };
    case 'split':
      return { type: 'SplitOff', actor, ...command.body };
    default:
      return command satisfies never;
  }
}

/** The contract has read it as a moment before. */
function momentOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`"${text}" passed as a moment and is none.`);
  return instant;
}
