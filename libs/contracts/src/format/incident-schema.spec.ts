import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { incidentJsonSchema } from './incident-schema.js';

test('the published schema is what the decoder checks (else write incidentJsonSchema() to schemas/ again)', () => {
  const published = readFileSync(new URL('../../schemas/incident.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(incidentJsonSchema());
});
