import { createRequire } from 'node:module';
import { type AnswerOf, ROUTES, incidentJsonSchema, openApiDocument } from '@demarc/contracts';
import { Controller, Header } from '@nestjs/common';
import { Door } from '../door/door.decorator.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What the api says of itself. */
@Controller()
export class DescriptionsController {
  readonly #openApi = openApiDocument(version) as unknown as Record<string, unknown>;
  readonly #incidentSchema = incidentJsonSchema();

  @Door(ROUTES.openApi)
  openApi(): AnswerOf<typeof ROUTES.openApi> {
    return this.#openApi;
  }

  @Door(ROUTES.nativeSchema)
  @Header('content-type', 'application/schema+json')
  nativeSchema(): AnswerOf<typeof ROUTES.nativeSchema> {
    return this.#incidentSchema;
  }
}
