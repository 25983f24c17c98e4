import { CHANNEL_TYPES, NOTICE_KINDS } from '@demarc/domain';
import { z } from 'zod';
import { TEMPLATE_LIMIT } from '../wording/template-engine.js';
import { moment } from './field.js';

const kind = z.enum(NOTICE_KINDS).describe('of notice');
const channel = z.enum(CHANNEL_TYPES);
const language = z.string().regex(/^[a-z]{2,3}$/, 'must be a language alone, such as en or fr');

const worded = z
  .object({
    noticeId: z.string(),
    incidentId: z.string().nullable(),
    language: z.string(),
    subject: z.string(),
    sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()).readonly() })).readonly(),
    links: z.array(z.object({ label: z.string(), url: z.string() })).readonly(),
    footer: z.string(),
  })
  .meta({ id: 'WordedNotice' });

export const templateView = z
  .object({
    kind,
    channel: channel.nullable().describe('null: for every channel that has none of its own'),
    language,
    text: z.string(),
    shipped: z.boolean(),
    changedAt: moment.nullable().describe('null: it ships'),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'Template' });
export type TemplateView = z.infer<typeof templateView>;
export const templateList = z.object({ items: z.array(templateView) });

export const templateBody = z.strictObject({
  kind,
  channel: channel.nullable().default(null),
  language,
  text: z.string().min(1).max(TEMPLATE_LIMIT).describe('Liquid: `Subject: ...`, then sections that begin with `## `'),
});
export const templateAnswer = z.object({
  template: templateView,
  sample: worded.describe('what it says of a sample notice'),
});
export const templateKeyQuery = z.object({ kind, channel: channel.optional(), language });

export const noticePreviewQuery = z.object({
  kind,
  channel: channel.default('email'),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i, 'must be a language such as fr or fr-CA')
    .default('en'),
});
export const noticePreview = z.object({
  kind,
  channel,
  details: z
    .enum(['of-a-notice', 'of-a-sample', 'none'])
    .describe('where what its kind tells is from: the last notice of the kind, or a sample because there is none'),
  worded,
  message: z.record(z.string(), z.unknown()).describe('what the channel would send'),
  mistakes: z
    .array(z.string())
    .describe("what is wrong with the tenant's own template, when the shipped one was taken"),
});
