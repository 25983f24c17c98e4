import { AREAS } from '@demarc/domain';
import { z } from 'zod';

/**
 * Demarc's own incident report, for publishers without a format of their own. Only `title` is required, null means
 * the same as absent, and fields nobody knows are ignored. Published as `schemas/incident.schema.json`.
 */
const text = z.string();
const time = z
  .string()
  .describe('RFC 3339; without a zone it is UTC. One that cannot be read is remarked, not refused.');
const role = z.string().nullish().describe('"affected" (the default) or "contextual": merely near, and not deciding.');

const device = z.looseObject({
  entraId: text.nullish().describe('Entra device id: the strongest way to name a device.'),
  defenderId: text.nullish().describe('Defender machine id.'),
  name: text.nullish().describe('Host name or FQDN; used only when it is unique in the tenant.'),
  serial: text.nullish(),
  os: text.nullish(),
  tags: z.array(text).nullish().describe('Defender tags, such as "M365Managed-Standard".'),
  role,
});
const named = z.looseObject({ id: text.nullish(), name: text.nullish(), role });

export const incidentReport = z
  .looseObject({
    title: text.regex(/\S/, 'expected some text').describe('What is wrong, in one line.'),
    description: text.nullish(),
    id: text
      .nullish()
      .describe('Names this report at its source. The same id again, with a later `updatedAt`, is an update.'),
    source: text.nullish().describe('Who reports, such as "contoso-zabbix".'),
    dedupKey: text
      .nullish()
      .describe('Reports of one source with the same key belong to one incident. Default: the id.'),
    tenant: text.nullish().describe('The tenant meant; a report that reaches another one is refused.'),
    area: text.nullish().describe(`What it is about: ${AREAS.join(', ')}.`),
    resourceType: text
      .nullish()
      .describe('What kind of thing it is about, such as "microsoft.network/vpngateways" or "managedDevice".'),
    labels: z
      .record(text, z.union([text, z.number(), z.null()]))
      .nullish()
      .describe('Anything else worth sorting by. A label `demarc_area` or `area` says the area.'),
    severity: text
      .nullish()
      .describe('informational, low, medium, high, critical (high), or A (high), B (medium), C (low); in any case.'),
    status: text.nullish().describe('"firing" (the default) or "resolved".'),
    category: text.nullish(),
    serviceImpact: z.boolean().nullish().describe('Whether the managed service itself is affected, when you know.'),
    serviceRaised: z
      .boolean()
      .nullish()
      .describe(
        'The service raised it about itself: the customer does not see it until Microsoft engages it. Of anybody else it is refused.',
      ),
    devices: z
      .array(z.union([text, device]))
      .nullish()
      .describe('Devices; a text is a name.'),
    users: z
      .array(z.union([text, named]))
      .nullish()
      .describe('Users; a text is a user principal name.'),
    services: z
      .array(z.union([text, named]))
      .nullish()
      .describe('Services; a text is a name.'),
    startedAt: time.nullish().describe('When it began: decides which enrolment of a device counts. RFC 3339.'),
    updatedAt: time.nullish(),
    endedAt: time.nullish(),
    link: text.nullish().describe('An http(s) address where a person sees more.'),
  })
  .meta({ title: 'Demarc incident report' });

/** The published JSON Schema (draft 2020-12) of what a publisher may send. */
export function incidentJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(incidentReport, { io: 'input' }) as Record<string, unknown>;
}
