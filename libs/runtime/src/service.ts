import 'reflect-metadata';
import type { DynamicModule } from '@nestjs/common';
import type { Server as TlsServer } from 'node:tls';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { ServiceResponder } from './bus/service-responder.js';
import { CannotStart } from './cannot-start.js';
import { type ListenerTls, followCertificate, serverOptions } from './tls/listener-tls.js';
import { type Log, createLog, nestLogger } from './log.js';

export interface ServiceParts {
  readonly name: string;
  readonly module: DynamicModule;
  readonly adapter?: FastifyAdapter;
  readonly bind: string;
  readonly port: number;
  /** Null: the door speaks plain HTTP. An adapter of one's own was made with the same. */
  readonly tls: ListenerTls | null;
  readonly log: Log;
  readonly strategy?: CustomTransportStrategy;
  /** Answers on NATS that this process runs, from when its doors are open until it is asked to stop. */
  readonly responder: ServiceResponder;
  /** Runs before any door opens: what must be loaded before work is taken. */
  readonly beforeListening?: (app: NestFastifyApplication) => Promise<void> | void;
  /** Runs when the application has drained, before it is torn down. */
  readonly closeFirst?: (app: NestFastifyApplication) => Promise<void>;
  /** Connections, closed in this order at the end. */
  readonly closeLast: readonly (() => Promise<void>)[];
}

/** A service that runs. `stop` takes no new work, drains what is under way, then closes its connections. */
export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly app: NestFastifyApplication;
  stop(): Promise<void>;
}

/** Starts a service: its HTTP door (health and metrics at least) and, when it has one, its transport. */
export async function startService(parts: ServiceParts): Promise<RunningService> {
  const adapter =
    parts.adapter ??
    new FastifyAdapter({ forceCloseConnections: true, ...(parts.tls && { https: serverOptions(parts.tls) }) });
  const app = await NestFactory.create<NestFastifyApplication>(parts.module, adapter, {
    logger: nestLogger(parts.log),
    abortOnError: false,
  });
  if (parts.strategy) app.connectMicroservice({ strategy: parts.strategy });
  await app.init();
  await parts.beforeListening?.(app);
  if (parts.strategy) await app.startAllMicroservices();
  await app.listen(parts.port, parts.bind);
  const unfollow = parts.tls && followCertificate(app.getHttpServer() as unknown as TlsServer, parts.tls, parts.log);
  parts.responder.start();
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  parts.log.info({ url }, `${parts.name} is listening`);
  let stopping: Promise<void> | null = null;
  return {
    name: parts.name,
    url,
    app,
    stop: () => {
      unfollow?.();
      stopping ??= stopInOrder(app, parts);
      return stopping;
    },
  };
}

async function stopInOrder(app: NestFastifyApplication, parts: ServiceParts): Promise<void> {
  parts.log.info(`${parts.name} is stopping`);
  parts.responder.stop();
  await parts.strategy?.close();
  await parts.closeFirst?.(app);
  await app.close();
  for (const close of parts.closeLast) await close();
}

const STOP_BUDGET_MS = 15_000;

/** The main of a service process: starts it, stops it on SIGTERM or SIGINT, and says why when it cannot start. */
export async function runService(name: string, start: () => Promise<RunningService>): Promise<void> {
  const log = createLog(name, 'info');
  try {
    const service = await start();
    let asked = false;
    const stop = (signal: string): void => {
      if (asked) return;
      asked = true;
      log.info({ signal }, 'asked to stop');
      setTimeout(() => process.exit(1), STOP_BUDGET_MS).unref();
      service.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'did not stop cleanly');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', () => stop('SIGTERM'));
    process.on('SIGINT', () => stop('SIGINT'));
  } catch (error) {
    if (error instanceof CannotStart) log.fatal(error.message);
    else log.fatal({ err: error }, 'cannot start');
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100).unref();
  }
}
