import type { AuditKeys } from '@demarc/contracts';
import { Health, HealthModule, type Clock, type Log, MetricsModule, type NatsConnection } from '@demarc/runtime';
import { DataSource } from '@demarc/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Sealer } from './audit/sealer.js';
import { ClockKeeper } from './clocks/clock-keeper.js';
import { ClockMetrics } from './clocks/clock-metrics.js';
import { EventsConsumer } from './events.consumer.js';
import { Gauges } from './gauges.js';
import { KnownTenants } from './known-tenants.js';
import { OutboxRelay } from './outbox-relay.js';
import { Overtaker } from './overtaker.js';
import { QuarantineKeeper } from './quarantine/quarantine-keeper.js';
import { QuarantineRedriver } from './quarantine/quarantine-redriver.js';
import { QuarantineRoom } from './quarantine/quarantine-room.js';
import { ReconcileMetrics } from './reconcile/reconcile-metrics.js';
import { Reconciler } from './reconcile/reconciler.js';
import { RouterMetrics } from './router-metrics.js';
import { Redecider } from './redecide/redecider.js';
import { BatchRouter } from './routing/route-batch.js';
import { AUDIT_KEYS, BUS, CLOCK, CONFIG, LOG, POLICIES, type Policies, type RouterConfig } from './tokens.js';
import { WordWriter } from './word-writer.js';

export interface RouterParts {
  readonly config: RouterConfig;
  readonly store: DataSource;
  readonly bus: NatsConnection;
  readonly policies: Policies;
  readonly auditKeys: AuditKeys;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: Health;
  readonly registry: Registry;
}

@Module({})
export class RouterModule {
  static with(parts: RouterParts): DynamicModule {
    const infrastructure = [
      { provide: CONFIG, useValue: parts.config },
      { provide: DataSource, useValue: parts.store },
      { provide: BUS, useValue: parts.bus },
      { provide: POLICIES, useValue: parts.policies },
      { provide: AUDIT_KEYS, useValue: parts.auditKeys },
      { provide: CLOCK, useValue: parts.clock },
      { provide: LOG, useValue: parts.log },
      { provide: Health, useValue: parts.health },
      { provide: Registry, useValue: parts.registry },
    ];
    return {
      module: RouterModule,
      global: true,
      imports: [HealthModule, MetricsModule],
      controllers: [EventsConsumer],
      providers: [
        ...infrastructure,
        KnownTenants,
        RouterMetrics,
        QuarantineRoom,
        BatchRouter,
        Overtaker,
        QuarantineRedriver,
        QuarantineKeeper,
        OutboxRelay,
        Redecider,
        ClockMetrics,
        ClockKeeper,
        WordWriter,
        Sealer,
        ReconcileMetrics,
        Reconciler,
        Gauges,
      ],
      exports: infrastructure.map(({ provide }) => provide),
    };
  }
}
