import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';
import { withoutSecrets } from './without-secrets.js';

export type Log = Logger;

/** What errors of the database and of HTTP carry along: values that were sent, and with them people's secrets. */
const NEVER_WRITTEN = ['parameters', 'driverError', 'detail', 'config', 'options', 'headers', 'request'];

/**
 * JSON lines on standard output: `time`, `level`, `service`, `msg` and what the line is about. Whatever a line says,
 * secrets are taken out of it as it is written.
 */
export function createLog(service: string, level: string): Log {
  return pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: NEVER_WRITTEN.map((name) => `err.${name}`), remove: true },
    hooks: { streamWrite: withoutSecrets },
  });
}

/** Lets Nest speak through the same log; its chatter about routes is debug. */
export function nestLogger(log: Log): LoggerService {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      log[level]({ context: typeof context === 'string' ? context : undefined }, text(message));
    };
  return {
    log: write('debug'),
    verbose: write('debug'),
    debug: write('debug'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('error'),
  };
}

function text(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
