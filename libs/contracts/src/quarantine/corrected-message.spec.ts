import { expect, it } from '@jest/globals';
import { parseInstant } from '@demarc/domain';
import { correctedMessage } from './corrected-message.js';

const bytes = (json: object) => new TextEncoder().encode(JSON.stringify(json));
const PLAIN = bytes({ title: 'a' });
const ENVELOPE = bytes({ specversion: '1.0', id: '1', source: 'a', type: 'b', data: {} });
const message = (subject: string, body = PLAIN) => {
  return { subject, headers: {}, body, receivedAt: parseInstant('2026-11-27T10:00:00Z')! };
};
const as = (given: object) => ({ tenant: null, kind: null, format: null, ...given });

it.each([
  ['events.a.operational.x', PLAIN, {}, 'events.a.operational.x', undefined],
  ['events.a.operational.x', PLAIN, { tenant: 'b' }, 'events.b.operational.x', undefined],
  ['events.a.rumour.x', PLAIN, { kind: 'change' }, 'events.a.change.x', undefined],
  ['events.a.operational.x', PLAIN, { format: 'incident' }, 'events.a.operational.incident', undefined],
  ['events.a.operational.x.y', PLAIN, { format: 'incident' }, 'events.a.operational.incident', undefined],
  ['events.a.operational', PLAIN, { format: 'incident' }, 'events.a.operational.incident', undefined],
  ['events.a.operational', ENVELOPE, { format: 'incident' }, 'events.a.operational', 'incident'],
  ['events.a', PLAIN, { kind: 'change', format: 'incident' }, 'events.a.change.incident', undefined],
])('%s with %j as %j goes to %s', (subject, body, given, corrected, dataFormat) => {
  const came = message(subject, body);
  const { subject: to, dataFormat: of, body: kept } = correctedMessage(came, as(given));
  expect({ to, of }).toEqual({ to: corrected, of: dataFormat });
  expect(kept).toBe(came.body);
});
