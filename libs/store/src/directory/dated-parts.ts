/** The parts of a device that change over its life, each stated by a column of values and two of dates. */
export const DATED_PARTS = {
  names: { column: 'name', from: 'name_from', until: 'name_until', one: true, lasts: true },
  defenderIds: { column: 'defender_ids', from: 'defender_from', until: 'defender_until', one: false, lasts: true },
  rings: { column: 'ring', from: 'ring_from', until: 'ring_until', one: true, lasts: false },
  tags: { column: 'tags', from: 'tags_from', until: 'tags_until', one: false, lasts: false },
  groups: { column: 'groups', from: 'groups_from', until: 'groups_until', one: false, lasts: false },
  users: { column: 'user', from: 'user_from', until: 'user_until', one: false, lasts: false },
  registrations: {
    column: 'registration_state',
    from: 'registration_from',
    until: 'registration_until',
    one: true,
    lasts: false,
  },
} as const satisfies Readonly<Record<string, PartRule>>;

export type DatedPart = keyof typeof DATED_PARTS;
export const DATED_PART_NAMES = Object.keys(DATED_PARTS) as DatedPart[];

/** How the values of a part follow each other. */
export interface PartRule {
  readonly column: string;
  readonly from: string;
  readonly until: string;
  /** One value at a time: the next one ends it. Else a list, written with `;`. */
  readonly one: boolean;
  /** Not stating a value any more says nothing of it: a device always has a name, and keeps its Defender ids. */
  readonly lasts: boolean;
}
