import { describe, expect, test } from '@jest/globals';
import { permissionsOfTenantUser } from '../bus/nats-permissions.js';
import { RESERVED_TENANTS, subjectOf } from '../bus/topology.js';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES } from '../bus/message-bounds.js';
import { decodeMessage } from './decode.js';
import { decode, ENTRA_TENANT, eventsOf, fixture, RECEIVED_AT } from './fixtures/fixture.js';

const SUBJECT = 'events.contoso.security';
const TYPE = 'com.microsoft.graph.security.alert.v2';
const STRUCTURED = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
const cloudEvent = (changes: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: 'ce-1',
  source: '/contoso/forwarder',
  type: TYPE,
  data: fixture('graph-alert'),
  ...changes,
});
const binary = (changes: Record<string, string> = {}) => ({
  'ce-specversion': '1.0',
  'ce-id': 'ce-1',
  'ce-source': '/contoso/forwarder',
  'ce-type': TYPE,
  'content-type': 'application/json',
  ...changes,
});

describe('a CloudEvent', () => {
  const [unwrapped] = eventsOf('events.contoso.security.graph-alert', fixture('graph-alert'));

  test.each([
    ['structured', cloudEvent(), STRUCTURED],
    ['structured without a header', cloudEvent(), {}],
    [
      'structured with base64',
      cloudEvent({ data: undefined, data_base64: btoa(JSON.stringify(fixture('graph-alert'))) }),
      STRUCTURED,
    ],
    ['structured with its data in a text', cloudEvent({ data: JSON.stringify(fixture('graph-alert')) }), STRUCTURED],
    ['binary', fixture('graph-alert'), binary()],
  ])('%s is the same event as the alert unwrapped: the envelope is not its identity', (_, body, headers) => {
    expect(eventsOf(SUBJECT, body, headers)).toEqual([unwrapped]);
  });

  test('gives its id, source and time to data that has none, percent-decoded', () => {
    const headers = binary({
      'ce-id': 'a%20b',
      'ce-source': 'caf%C3%A9',
      'ce-type': 'any',
      'ce-time': '2022-01-01T00:00:00Z',
    });
    expect(eventsOf('events.contoso.operational', { title: 'VPN down' }, headers)[0]).toMatchObject({
      format: 'incident',
      id: 'a b',
      source: 'café',
      firstActivityAt: '2022-01-01T00:00:00.0000000Z',
    });
  });

  test('of an unknown type is refused with the known types', () => {
    const refusal = decode(SUBJECT, cloudEvent({ type: 'com.github.pull.create', data: { much: 'wow' } }), STRUCTURED);
    expect(refusal).toMatchObject({ ok: false, reason: 'unknown-format', field: 'type' });
    expect(refusal).toHaveProperty(
      'detail',
      expect.stringMatching(/com\.github\.pull\.create.*graph\.security\.alert/),
    );
  });

  test.each([
    ['of version 0.3', cloudEvent({ specversion: '0.3' }), STRUCTURED, 'not-cloudevent', 'specversion'],
    ['without an id', cloudEvent({ id: ' ' }), STRUCTURED, 'not-cloudevent', 'id'],
    ['with an object for its source', cloudEvent({ source: {} }), STRUCTURED, 'not-cloudevent', 'source'],
    ['with data twice', cloudEvent({ data_base64: 'e30=' }), STRUCTURED, 'not-cloudevent', 'data_base64'],
    ['without data', cloudEvent({ data: null }), STRUCTURED, 'not-in-format', 'data'],
    ['with data that is XML', cloudEvent({ datacontenttype: 'text/xml' }), STRUCTURED, 'not-json', 'datacontenttype'],
    [
      'with base64 that is no JSON',
      cloudEvent({ data: null, data_base64: '!!' }),
      STRUCTURED,
      'not-json',
      'data_base64',
    ],
    [
      'in a batch',
      [cloudEvent()],
      { 'content-type': 'application/cloudevents-batch+json' },
      'not-cloudevent',
      'content-type',
    ],
    ['that is none', { title: 'x' }, {}, 'not-cloudevent', 'specversion'],
    ['in binary mode without a type', {}, binary({ 'ce-type': '' }), 'not-cloudevent', 'type'],
    ['for another tenant', cloudEvent({ tenant: 'fabrikam' }), STRUCTURED, 'wrong-tenant', 'tenant'],
  ])('%s is refused', (_, body, headers, reason, field) => {
    expect(decode(SUBJECT, body, headers as Record<string, string>)).toMatchObject({
      ok: false,
      tenant: 'contoso',
      reason,
      field,
    });
  });
});

describe('a subject', () => {
  test.each([
    ['events.nobody.security', 'unknown-tenant', null],
    ['events.constructor.security', 'unknown-tenant', null],
    ['events.contoso.gossip', 'bad-subject', 'contoso'],
    ['events.contoso', 'bad-subject', null],
    ['events.contoso.security.graph-alert.x', 'bad-subject', null],
    ['events.contoso.security.', 'bad-subject', null],
    ['incidents.contoso.security', 'bad-subject', null],
    ['events.contoso.security.splunk', 'unknown-format', 'contoso'],
    ['events.contoso.operational.graph-alert', 'bad-subject', 'contoso'],
  ])('%s is refused', (subject, reason, tenant) => {
    expect(decode(subject, fixture('graph-alert'))).toMatchObject({ ok: false, tenant, reason, field: 'subject' });
  });
});

describe('what only the service says', () => {
  const OURS = subjectOf.ownEvent('contoso');
  const THEIRS = 'events.contoso.operational.incident';
  const gap = { title: 'Gap', source: 'demarc:reconcile', dedupKey: 'k', status: 'resolved' };

  test.each([
    ['its source', gap, 'source'],
    ['its source, in other letters', { ...gap, source: ' Demarc:Quarantine' }, 'source'],
    ['the beginning of its source', { ...gap, source: 'demarc', dedupKey: 'reconcile:k' }, 'source'],
    ['that it raised it itself', { title: 'Gap', serviceRaised: true }, 'serviceRaised'],
  ])('is refused from a publisher: %s', (_, body, field) => {
    expect(decode(THEIRS, body)).toMatchObject({ ok: false, tenant: 'contoso', reason: 'reserved', field });
    expect(decode(OURS, body)).toMatchObject({ ok: true, tenant: 'contoso', kind: 'operational', format: 'incident' });
  });

  test('is refused as the source of a CloudEvent too', () => {
    const named = cloudEvent({ source: 'demarc:reconcile', type: 'io.demarc.incident', data: { title: 'Gap' } });
    expect(decode('events.contoso.operational', named)).toMatchObject({ reason: 'reserved', field: 'source' });
  });

  test('leaves what a publisher may say', () => {
    const report = { title: 'Gap', source: 'demarcation-zabbix', serviceRaised: false };
    expect(decode(THEIRS, report)).toMatchObject({ ok: true });
  });

  test('stands on a subject that no publisher of any tenant may send on', () => {
    const { publish } = permissionsOfTenantUser('publisher', 'contoso-zabbix', 'contoso');
    expect(publish).toEqual(['events.contoso.>']);
    expect(OURS.startsWith('events.contoso.')).toBe(false);
    expect(RESERVED_TENANTS).toContain(OURS.split('.')[1]);
    expect(decode(`${OURS}.more`, gap)).toMatchObject({ ok: false, reason: 'bad-subject' });
  });
});

describe('the tenant an alert claims', () => {
  const claimed = (tenant: string, tenantId: unknown) =>
    decode(`events.${tenant}.security.graph-alert`, { ...fixture('graph-alert'), tenantId });

  test.each([ENTRA_TENANT.toUpperCase(), '', null, 'null', '00000000-0000-0000-0000-000000000000', '12345-abcde'])(
    '%j is accepted',
    (tenantId) => {
      expect(claimed('contoso', tenantId)).toMatchObject({ ok: true });
    },
  );

  test('is refused when it is another one, and not checked for a tenant that gave none', () => {
    const other = 'ffffffff-0f4e-4f0c-9a3e-5b1f6f0c2a11';
    expect(claimed('contoso', other)).toMatchObject({ ok: false, reason: 'wrong-tenant' });
    expect(claimed('fabrikam', other)).toMatchObject({ ok: true });
  });
});

describe('whatever the bytes', () => {
  test('a body too large is refused before it is parsed', () => {
    expect(decode(SUBJECT, new Uint8Array(MAX_BODY_BYTES + 1))).toMatchObject({ ok: false, reason: 'too-large' });
  });

  test('unreadable characters are remarked, not refused', () => {
    const body = new TextEncoder().encode(JSON.stringify({ id: 'x', title: 'caf?' }));
    body[body.indexOf(0x3f)] = 0xe9;
    const [event] = eventsOf('events.contoso.operational.incident', body);
    expect(event?.title).toBe('caf\ufffd');
    expect(event?.remarks).toContain('the message was not valid UTF-8: unreadable bytes are shown as U+FFFD');
  });

  test('more headers than are kept are too large, and headers that nobody reads are not counted', () => {
    const long = 'x'.repeat(MAX_HEADER_BYTES);
    expect(decode(SUBJECT, cloudEvent(), { ...STRUCTURED, 'ce-a': long })).toMatchObject({ reason: 'too-large' });
    expect(decode(SUBJECT, cloudEvent(), { ...STRUCTURED, 'x-a': long })).toMatchObject({ ok: true });
  });

  test("a parser's own mistake is a refusal, not a crash", () => {
    const broken = {
      get: () => {
        throw new TypeError('boom');
      },
    } as unknown as ReadonlyMap<string, never>;
    const message = { subject: SUBJECT, headers: {}, body: new Uint8Array(), receivedAt: RECEIVED_AT };
    expect(decodeMessage(message, broken)).toEqual({
      ok: false,
      tenant: null,
      reason: 'processing-failed',
      field: null,
      detail: 'the parser failed: boom',
    });
  });
});
