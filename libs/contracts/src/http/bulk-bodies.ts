import { z } from 'zod';
import { commandAnswer, commandHeaders, COMMAND_BODIES, COMMAND_NAMES, type CommandName } from './command-bodies.js';
import { someText } from './field.js';
import { problem } from './problem.js';

const MOST_AT_ONCE = 200;

/** One command for many incidents: each is carried out or refused by itself. */
export const bulkBody = z
  .object({
    command: z.enum(COMMAND_NAMES),
    body: z.unknown().describe('as the command takes it for one incident'),
    items: z
      .array(
        z.object({
          id: someText(64).describe('the id or reference'),
          revision: z.int().min(1).optional().describe('that you saw; without it, whatever it is now'),
        }),
      )
      .min(1)
      .max(MOST_AT_ONCE),
  })
  .check(({ value, issues }) => {
    const checked = COMMAND_BODIES[value.command].safeParse(value.body);
    for (const { path, message } of checked.error?.issues ?? [])
      issues.push({ code: 'custom', input: value.body, path: ['body', ...path], message });
  });

/** `If-Match` is of one incident; here each item names its own revision. */
export const bulkHeaders = commandHeaders.omit({ 'if-match': true });

export const bulkAnswer = z.object({
  items: z.array(
    z.union([
      z.object({ id: z.string(), ok: z.literal(true), answer: commandAnswer }),
      z.object({ id: z.string(), ok: z.literal(false), problem }),
    ]),
  ),
  done: z.int(),
  refused: z.int(),
});
export type BulkAnswer = z.infer<typeof bulkAnswer>;
export type BulkCommand = { readonly command: CommandName; readonly body: unknown };
