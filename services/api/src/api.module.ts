import type { RoleMapping } from '@demarc/contracts';
import {
  type Clock,
  Health,
  HealthModule,
  LinkSigner,
  type Log,
  MetricsModule,
  type NatsConnection,
} from '@demarc/runtime';
import type { AuditKeys } from '@demarc/contracts';
import { DataSource } from '@demarc/store';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Registry } from 'prom-client';
import { AskingInterceptor } from './access/asking.interceptor.js';
import { IdentityGuard } from './access/identity.guard.js';
import { IdentityKeeper } from './access/identity-keeper.js';
import { Sealer } from './access/sealer.js';
import { Sessions } from './access/sessions.js';
import { SignInController } from './access/sign-in.controller.js';
import { SignInProvider } from './access/sign-in-provider.js';
import { AnswerController } from './answer/answer.controller.js';
import { AnswerDesk } from './answer/answer-desk.js';
import { RecordExportController } from './audit/record-export.controller.js';
import { AdministrationInterceptor } from './audit/administration.interceptor.js';
import { AuditController } from './audit/audit.controller.js';
import { AreasController } from './areas/areas.controller.js';
import type { ApiConfig } from './config.js';
import { ContactsController } from './directory/contacts.controller.js';
import { DevicesController } from './directory/devices.controller.js';
import { SchedulesController } from './directory/schedules.controller.js';
import { TenantsController } from './directory/tenants.controller.js';
import { ProblemFilter } from './door/problem.filter.js';
import { EventIntake } from './events/event-intake.js';
import { EventPublisher } from './events/event-publisher.js';
import { WaitingRoom } from './events/waiting-room.js';
import { EventsController } from './events/events.controller.js';
import { TenantDirectory } from './events/tenant-directory.js';
import { FeedController } from './feed/feed.controller.js';
import { CommandsController } from './desk/commands.controller.js';
import { ServiceLevelsController } from './desk/service-levels.controller.js';
import { OrderDesk } from './desk/order-desk.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { ReceiptsController } from './incidents/receipts.controller.js';
import { AcknowledgeController } from './ledger/acknowledge.controller.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { NoticeDesk } from './ledger/notice-desk.js';
import { AdoptionsController } from './policies/adoptions.controller.js';
import { PoliciesController } from './policies/policies.controller.js';
import { PolicyFollower } from './policies/policy-follower.js';
import { PolicyRecords } from './policies/policy-records.js';
import { policyShelfProvider } from './policies/policy-shelf.provider.js';
import { ProposalDesk } from './policies/proposal-desk.js';
import { ProposalsController } from './policies/proposals.controller.js';
import { ReplayController } from './replay/replay.controller.js';
import { Replays } from './replay/replays.js';
import { CustomerCommands } from './respond/customer-commands.js';
import { KeyKeeper } from './keys/key-keeper.js';
import { AddressBudget } from './limits/address-budget.js';
import { KeysController } from './keys/keys.controller.js';
import { RespondController } from './respond/respond.controller.js';
import { ResponseDesk } from './respond/response-desk.js';
import { AUDIT_KEYS, BUS, CLOCK, CONFIG, LOG, ROLE_MAPPING } from './tokens.js';
import { PreviewController } from './wording/preview.controller.js';
import { templateLibraryProvider } from './wording/template-library.provider.js';
import { TemplatesController } from './wording/templates.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { InhibitionController } from './silences/inhibition.controller.js';
import { SilencesController } from './silences/silences.controller.js';
import { DescriptionsController } from './watch/descriptions.controller.js';
import { LedgerExportController } from './watch/ledger-export.controller.js';
import { NoticesController } from './watch/notices.controller.js';
import { QuarantineController } from './quarantine/quarantine.controller.js';
import { ReconciliationController } from './watch/reconciliation.controller.js';
import { RollCall } from './watch/roll-call.js';
import { StatusController } from './watch/status.controller.js';
import { ViewsController } from './views/views.controller.js';

export interface ModuleParts {
  readonly config: ApiConfig;
  readonly store: DataSource;
  readonly bus: NatsConnection;
  readonly clock: Clock;
  readonly auditKeys: AuditKeys;
  readonly log: Log;
  readonly signer: LinkSigner;
  readonly sealer: Sealer;
  readonly roles: RoleMapping;
  readonly health: Health;
  readonly registry: Registry;
}

@Module({})
export class ApiModule {
  static with(parts: ModuleParts): DynamicModule {
    const infrastructure = [
      { provide: CONFIG, useValue: parts.config },
      { provide: DataSource, useValue: parts.store },
      { provide: BUS, useValue: parts.bus },
      { provide: AUDIT_KEYS, useValue: parts.auditKeys },
      { provide: CLOCK, useValue: parts.clock },
      { provide: LOG, useValue: parts.log },
      { provide: LinkSigner, useValue: parts.signer },
      { provide: Sealer, useValue: parts.sealer },
      { provide: ROLE_MAPPING, useValue: parts.roles },
      { provide: Health, useValue: parts.health },
      { provide: Registry, useValue: parts.registry },
    ];
    return {
      module: ApiModule,
      global: true,
      imports: [HealthModule, MetricsModule],
      controllers: [
        SignInController,
        EventsController,
        IncidentsController,
        ReceiptsController,
        ViewsController,
        CommandsController,
        ServiceLevelsController,
        FeedController,
        TenantsController,
        DevicesController,
        ContactsController,
        SchedulesController,
        SilencesController,
        InhibitionController,
        AreasController,
        PoliciesController,
        AdoptionsController,
        ProposalsController,
        ReplayController,
        QuarantineController,
        NoticesController,
        LedgerExportController,
        ReportsController,
        AcknowledgeController,
        LedgerController,
        TemplatesController,
        PreviewController,
        RespondController,
        AnswerController,
        KeysController,
        ReconciliationController,
        StatusController,
        AuditController,
        RecordExportController,
        DescriptionsController,
      ],
      providers: [
        ...infrastructure,
        { provide: APP_FILTER, useClass: ProblemFilter },
        IdentityGuard,
        { provide: APP_GUARD, useExisting: IdentityGuard },
        { provide: APP_INTERCEPTOR, useClass: AskingInterceptor },
        { provide: APP_INTERCEPTOR, useClass: AdministrationInterceptor },
        SignInProvider,
        Sessions,
        IdentityKeeper,
        {
          provide: AddressBudget,
          useFactory: ({ DEMARC_REFUSALS_PER_ADDRESS: most }: ApiConfig) => new AddressBudget(most),
          inject: [CONFIG],
        },
        policyShelfProvider,
        templateLibraryProvider,
        PolicyFollower,
        PolicyRecords,
        ProposalDesk,
        OrderDesk,
        NoticeDesk,
        ResponseDesk,
        AnswerDesk,
        KeyKeeper,
        CustomerCommands,
        Replays,
        TenantDirectory,
        EventPublisher,
        WaitingRoom,
        EventIntake,
        RollCall,
      ],
      exports: infrastructure.map(({ provide }) => provide),
    };
  }
}
