import { QUEUES } from '@demarc/domain';
import { z } from 'zod';
import { moment, plainText, tenantName } from './field.js';
import { incidentFilter } from './incident-query.js';

/** Nobody reads further than this; beyond it a count says that there are more. */
export const MOST_COUNTED = 1_000;
const MOST_NAME = 80;
const LAST_POSITION = 10_000;

export const viewName = plainText(MOST_NAME)
  .regex(/^\S(?:.*\S)?$/, 'must not be empty, nor begin or end with a space')
  .meta({ examples: ['late at contoso'] });

/** What a console calls everything that one may see, whatever was saved. */
export const EVERYTHING_VIEW = 'all';

export const viewParams = z.object({ name: viewName });
export const viewQuery = z.object({
  queue: z.enum(QUEUES).optional().describe('the view of everybody who works this queue; default: your own'),
});
export const viewListQuery = z.object({
  queue: z.enum(QUEUES).optional().describe('your own, those of this queue, and the usual ones for it'),
  tenant: tenantName.optional().describe('counts of this customer only'),
});

/** Strict, since a filter that nobody understands would show everything. */
export const viewFilter = z.strictObject(incidentFilter.shape);
export const viewBody = z.object({
  query: viewFilter.describe('the parameters of the list, as `GET /v1/incidents` takes them'),
  view: viewName
    .optional()
    .describe('a view that the list is narrowed from, as in `GET /v1/incidents`: saved is what that list shows'),
  position: z.int().min(0).max(LAST_POSITION).default(0).describe('lower ones stand first'),
});
export type ViewBody = z.input<typeof viewBody>;

export const VIEW_OWNERS = ['person', 'queue', 'demarc'] as const;
const savedView = z.object({
  name: z.string(),
  title: z.string(),
  owner: z.object({
    kind: z.enum(VIEW_OWNERS).describe('`demarc`: comes with it, for every queue'),
    name: z.string().describe('`<party>/<name>` of a person, or a queue'),
  }),
  query: z.record(z.string(), z.unknown()).describe('as it was saved'),
  position: z.int(),
  savedAt: moment.nullable(),
  savedBy: z.string().nullable(),
});
export const viewView = savedView.meta({ id: 'View' });
export type ViewView = z.infer<typeof viewView>;

export const countedView = savedView
  .extend({
    count: z
      .object({
        incidents: z.int().describe(`at most ${MOST_COUNTED}`),
        isMore: z.boolean().describe('there are more than that'),
      })
      .nullable()
      .describe('null: its query is none that this version takes; save it again'),
  })
  .meta({ id: 'CountedView' });
export type CountedView = z.infer<typeof countedView>;
export const viewList = z.object({
  items: z.array(countedView).describe('your own, those of queues, then the usual ones'),
});
