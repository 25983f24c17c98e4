import { QUARANTINE_REASONS, type QuarantineReason } from '@demarc/contracts';
import { parseInstant } from '@demarc/domain';
import type { Command } from 'commander';
import { oneOf } from './choice.js';
import { usage } from './failure.js';

export interface QuarantineFilterOptions {
  readonly tenant?: string;
  readonly reason?: QuarantineReason;
  readonly format?: string;
  readonly source?: string;
  readonly since?: string;
}

/** By what quarantined messages are found, as every command on them has it. */
export function withQuarantineFilter(command: Command): Command {
  return command
    .option('--tenant <name>', 'whose subject names this tenant')
    .option('--reason <word>', QUARANTINE_REASONS.join(', '), oneOf(QUARANTINE_REASONS))
    .option('--format <name>', 'whose subject names this format')
    .option('--source <text>', 'which say that they are from it')
    .option('--since <moment>', 'that came then or later', momentOf);
}

export function filterOf({ tenant, reason, format, source, since }: QuarantineFilterOptions) {
  return {
    ...(tenant && { tenant }),
    ...(reason && { reason }),
    ...(format && { format }),
    ...(source && { source }),
    ...(since && { since }),
  };
}

export interface WhichOptions extends QuarantineFilterOptions {
  readonly all?: boolean;
}

/** Ids, or `--all` with what narrows it: exactly one of the two. */
export function whichOf(ids: readonly string[], options: WhichOptions) {
  const filter = filterOf(options);
  const filtered = Object.keys(filter).length > 0;
  if (ids.length > 0 && !options.all && !filtered) return { ids };
  if (ids.length === 0 && options.all) return { all: filter };
  throw usage('Say which messages: ids, or --all, with or without --tenant, --reason, --format, --source, --since.');
}

function momentOf(text: string): string {
  if (parseInstant(text) !== null) return text;
  throw usage(`--since "${text}" is no moment.`, 'Write it as 2026-11-27T10:00:00Z.');
}
