import { AREAS, CONTACT_ROLES, CONTACT_SLOTS, type Hours, PARTIES, REACHES, REGISTRATION_STATES } from '@demarc/domain';
import { z } from 'zod';
import { moment, momentGiven, pageOf, pageQuery, plainText } from './field.js';

/** The columns of `devices.csv`; in JSON, the names of an entry's fields. */
export const DEVICE_COLUMNS = [
  'entra_device_id',
  'intune_id',
  'serial',
  'name',
  'name_from',
  'name_until',
  'defender_ids',
  'defender_from',
  'defender_until',
  'tags',
  'tags_from',
  'tags_until',
  'groups',
  'groups_from',
  'groups_until',
  'ring',
  'ring_from',
  'ring_until',
  'user',
  'user_from',
  'user_until',
  'registration_state',
  'registration_from',
  'registration_until',
  'os',
  'trust_type',
  'enrolled_from',
  'enrolled_until',
] as const;
export type DeviceColumn = (typeof DEVICE_COLUMNS)[number];

/** The columns of `contacts.csv`; in JSON, the names of an entry's fields. */
export const CONTACT_COLUMNS = [
  'area',
  'kind',
  'name',
  'email',
  'webhook_url',
  'webhook_secret',
  'language',
  'phone',
  'role',
  'expert_areas',
  'time_zone',
  'week',
  'holidays',
  'reach',
  'teams_url',
  'slack_url',
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

/** An entry with these fields and no others; the importer says which are wrong, all together. */
const entryOf = (columns: readonly string[]) => {
  const value = z.union([z.string(), z.array(z.string())]).nullish();
  return z.object(Object.fromEntries(columns.map((column) => [column, value])));
};
export const deviceEntries = z.array(entryOf(DEVICE_COLUMNS));
export const contactEntries = z.array(entryOf(CONTACT_COLUMNS));
export const csvText = z.string().describe('a header line with the column names in any order, then a row each');

export const importReport = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  revision: z.int().describe("the directory's revision after it; contacts leave it as it was"),
});
export type ImportReport = z.infer<typeof importReport>;

export const COVERAGES = ['complete', 'partial'] as const;
export type Coverage = (typeof COVERAGES)[number];

const coverage = z
  .enum(COVERAGES)
  .describe('`partial`: the source shows only some of the devices, so that one it does not show may still exist');

/** What an inventory is, beside its rows. */
export const deviceImportQuery = z.object({
  coverage: coverage.default('complete'),
  asOf: momentGiven
    .optional()
    .describe(
      'when the inventory was read at its source; without it, now. What has no dates holds from then on. An inventory that was read before the last one is refused',
    ),
});
export const deviceImportReport = importReport.extend({ asOf: moment, coverage });
export type DeviceImportReport = z.infer<typeof deviceImportReport>;

export const contactImportReport = importReport.extend({
  generatedSecrets: z
    .array(z.object({ area: z.enum(CONTACT_SLOTS), name: z.string(), secret: z.string() }))
    .describe('webhook secrets made for contacts that brought none; shown this once'),
});
export type ContactImportReport = z.infer<typeof contactImportReport>;

const interval = { from: moment.nullable(), until: moment.nullable() };
const dated = z.object({ value: z.string(), ...interval });
export const deviceView = z
  .object({
    id: z.uuid(),
    entraId: z.string().nullable(),
    intuneId: z.string().nullable(),
    serial: z.string().nullable(),
    os: z.string().nullable(),
    trustType: z.string().nullable(),
    names: z.array(dated),
    defenderIds: z.array(dated),
    rings: z.array(dated),
    tags: z.array(dated),
    groups: z.array(dated),
    users: z.array(dated),
    registrations: z.array(z.object({ value: z.enum(REGISTRATION_STATES), ...interval })),
    enrolments: z.array(z.object(interval)).describe('when it was in the service'),
    recordedAt: moment,
  })
  .meta({ id: 'Device' });
export type DeviceView = z.infer<typeof deviceView>;
export const devicePage = pageOf(deviceView);
export const deviceQuery = pageQuery.extend({
  q: plainText(200).optional().describe('the beginning of a name, a serial, an Entra or a Defender id'),
});

export const contactView = z
  .object({
    id: z.uuid(),
    tenant: z.string(),
    party: z.enum(PARTIES),
    area: z.enum(CONTACT_SLOTS),
    kind: z.enum(['person', 'group']),
    name: z.string(),
    language: z.string(),
    phone: z.string().nullable(),
    role: z.enum(CONTACT_ROLES),
    expertAreas: z.array(z.enum(AREAS)).readonly().describe('what an expert is told of, when it is operational'),
    hours: z.custom<Hours>().meta({ type: ['object', 'string'], description: '`24x7`, or when it may be disturbed' }),
    reach: z.enum(REACHES).describe('through every channel, or through the first that takes it'),
    channels: z.array(
      z.union([
        z.object({ type: z.literal('email'), address: z.string() }),
        z.object({ type: z.literal('webhook'), url: z.string(), secret: z.string().describe('masked') }),
        z.object({ type: z.enum(['teams', 'slack']), url: z.string().describe('masked, for it is a secret') }),
      ]),
    ),
  })
  .meta({ id: 'Contact' });
export type ContactView = z.infer<typeof contactView>;
/** What a file would do: the counts of an import, and of what it would add or change the first so many. */
export const MOST_CHANGES_SHOWN = 500;
const previewOf = <View extends z.ZodType>(view: View) =>
  importReport.omit({ revision: true }).extend({
    changes: z
      .array(
        z.object({
          line: z.int().describe('in the file'),
          before: view.nullable().describe('null: it is new'),
          after: view,
        }),
      )
      .describe(`in the order of the file, the first ${MOST_CHANGES_SHOWN}`),
  });
export const deviceImportPreview = previewOf(deviceView).extend({ asOf: moment, coverage });
export const contactImportPreview = previewOf(contactView);

export const contactList = z.object({ items: z.array(contactView) });
