import { Health, HealthModule, type Log, MetricsModule } from '@demarc/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { NoticeConsumer } from './notice.consumer.js';
import { Planner } from './planner.js';
import { Sender } from './sender.js';
import { LOG } from './tokens.js';

export interface NotifierModuleParts {
  readonly health: Health;
  readonly registry: Registry;
  readonly planner: Planner;
  readonly sender: Sender;
  readonly log: Log;
}

/** The Nest side of the notifier: its one consumer and the doors for health and metrics. */
@Module({})
export class NotifierModule {
  static with({ health, registry, planner, sender, log }: NotifierModuleParts): DynamicModule {
    const providers = [
      { provide: Health, useValue: health },
      { provide: Registry, useValue: registry },
      { provide: Planner, useValue: planner },
      { provide: Sender, useValue: sender },
      { provide: LOG, useValue: log },
    ];
    return {
      module: NotifierModule,
      // Global, because the runtime's modules take the health checks and the registry from here.
      global: true,
      imports: [HealthModule, MetricsModule],
      controllers: [NoticeConsumer],
      providers,
      exports: providers,
    };
  }
}
