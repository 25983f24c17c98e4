import { randomBytes } from 'node:crypto';
import { type AnswerOf, type ContactView, MOST_CHANGES_SHOWN, POKES, ROUTES } from '@demarc/contracts';
import { type Channel, type Contact, maskedUrl, withoutQuery } from '@demarc/domain';
import { type Log, type NatsConnection, objectionToReceiver } from '@demarc/runtime';
import {
  CONTACT_COLUMNS,
  type ContactImportOptions,
  DataSource,
  importContacts,
  listContacts,
  previewContacts,
} from '@demarc/store';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ApiConfig } from '../config.js';
import { Door } from '../door/door.decorator.js';
import { FromPath } from '../door/given.decorators.js';
import { TenantDirectory } from '../events/tenant-directory.js';
import { BUS, CONFIG, LOG } from '../tokens.js';
import { requireSeenAreas } from './area-problem.js';
import { importRefusal, tableOf } from './import-body.js';

type Path = { readonly tenant: string };

const SECRET_BYTES = 32;
const MASKED_SECRET = 'whsec_***';

@Controller()
export class ContactsController {
  constructor(
    @Inject(DataSource) private readonly store: DataSource,
    @Inject(TenantDirectory) private readonly tenants: TenantDirectory,
    @Inject(BUS) private readonly bus: NatsConnection,
    @Inject(LOG) private readonly log: Log,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {}

  get #options(): ContactImportOptions {
    return { newSecret, objectionTo: (url) => objectionToReceiver(url, this.config.DEMARC_RECEIVER_ALLOW) };
  }

  @Door(ROUTES.importContacts)
  async importContacts(
    @FromPath(ROUTES.importContacts) { tenant }: Path,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.importContacts>> {
    await this.tenants.requireDirectory(tenant);
    const table = tableOf(ROUTES.importContacts, request, CONTACT_COLUMNS);
    requireSeenAreas(table.rows.map(({ cells }) => cells.area));
    const answer = await importContacts(this.store, tenant, table, this.#options);
    if (!answer.ok) throw importRefusal(answer.errors);
    const { added, changed, unchanged, revision, generatedSecrets } = answer;
    if (added + changed > 0) this.bus.publish(POKES.directoryOf(tenant), JSON.stringify({ tenant, revision }));
    this.log.info({ tenant, added, changed, unchanged }, 'contacts imported');
    return { added, changed, unchanged, revision, generatedSecrets: [...generatedSecrets] };
  }

  @Door(ROUTES.previewContacts)
  async previewContacts(
    @FromPath(ROUTES.previewContacts) { tenant }: Path,
    @Req() request: FastifyRequest,
  ): Promise<AnswerOf<typeof ROUTES.previewContacts>> {
    await this.tenants.requireDirectory(tenant);
    const table = tableOf(ROUTES.previewContacts, request, CONTACT_COLUMNS);
    requireSeenAreas(table.rows.map(({ cells }) => cells.area));
    const answer = await previewContacts(this.store, tenant, table, this.#options);
    if (!answer.ok) throw importRefusal(answer.errors);
    const changes = answer.changes.slice(0, MOST_CHANGES_SHOWN).map(({ line, before, after }) => {
      return { line, before: before && masked(before), after: masked(after) };
    });
    return { ...answer.counts, changes };
  }

  @Door(ROUTES.listContacts)
  async listContacts(@FromPath(ROUTES.listContacts) { tenant }: Path): Promise<AnswerOf<typeof ROUTES.listContacts>> {
    await this.tenants.requireDirectory(tenant);
    return { items: (await listContacts(this.store, tenant)).map(masked) };
  }
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function masked(contact: Contact): ContactView {
  return { ...contact, channels: contact.channels.map(maskedChannel) };
}

function maskedChannel(channel: Channel): Channel {
  switch (channel.type) {
    case 'email':
      return channel;
    case 'webhook':
      return { ...channel, url: withoutQuery(channel.url), secret: MASKED_SECRET };
    case 'teams':
    case 'slack':
      return { ...channel, url: maskedUrl(channel.url) };
    default:
      return channel satisfies never;
  }
}
