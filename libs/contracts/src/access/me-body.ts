import { PARTIES, PERMISSIONS, type Permission } from '@demarc/domain';
import { z } from 'zod';

const tenants = z.union([z.literal('all'), z.array(z.string())]);

/** Who asks, as the API knows them. */
export const meBody = z
  .object({
    kind: z.enum(['person', 'key']),
    id: z.string(),
    name: z.string(),
    party: z.enum(PARTIES),
    roles: z.array(z.object({ role: z.string(), tenants, seesSecurity: z.boolean() })),
    permissions: z
      .partialRecord(
        z.enum(PERMISSIONS as [Permission, ...Permission[]]),
        z.object({ tenants, seesSecurity: z.boolean() }),
      )
      .describe('what may be done, and on which tenants'),
  })
  .meta({ id: 'Me' });
export type MeBody = z.infer<typeof meBody>;
