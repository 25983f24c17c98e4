import type { Actor, Incident, IncidentChange, Party, PersonCommand, Queue, Refusal } from '@demarc/domain';

/** A person's command that is about the incident alone, as the domain takes it. */
type OfOne = Exclude<
  PersonCommand,
  { readonly type: 'OfferHandover' | 'MergeIncident' | 'AbsorbIncident' | 'SplitIncident' }
>;

/** What a person asks for; other incidents and events are named by their ids, and new ids are made on the way. */
export type Order = OfOne | WiderOrder;

export type WiderOrder = { readonly actor: Actor } & (
  | { readonly type: 'OfferHandover'; readonly to: Queue; readonly reason: string }
  | { readonly type: 'MergeInto'; readonly into: string; readonly reason: string }
  | { readonly type: 'SplitOff'; readonly eventIds: readonly string[]; readonly reason: string }
  | { readonly type: 'LinkTo'; readonly to: string; readonly because: string }
);

/** Who gives an order is of a party: Demarc itself gives commands. */
export const partyOfOrder = ({ actor }: Order): Party | null => (actor.party === 'demarc' ? null : actor.party);

/** What came of an order. `opened`: an incident that it brought forth. */
export type OrderAnswer =
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly changes: readonly IncidentChange[];
      readonly opened: Incident | null;
    }
  | {
      readonly ok: false;
      readonly code: 'not-found' | 'stale' | Refusal['code'];
      readonly detail: string;
      readonly incident: Incident | null;
    };
