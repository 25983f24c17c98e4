import {
  AREAS,
  HANDLED_BY,
  type Instant,
  KINDS,
  parseInstant,
  SOURCE_SEVERITIES,
  type SourceEvent,
  type Subject,
} from '@demarc/domain';
import { type Decoded, decodeMessage, QUARANTINE_REASONS } from '@demarc/contracts';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { examples, hostileBody, hostileHeaders } from './hostile-message.js';

const RUNS = 2_000;
const RECEIVED_AT = parseInstant('2024-05-01T00:00:00Z') as Instant;
const TENANTS = new Map([['contoso', { name: 'contoso', entraTenantId: null }]]);
const SUBJECTS = [
  ...examples.map((example) => `events.contoso.${example.kind}.${example.format}`),
  ...KINDS.map((kind) => `events.contoso.${kind}`),
];

test('no message makes the decoder throw, and whatever it lets in can be stored', () => {
  let read = 0;
  fc.assert(
    fc.property(hostileBody, hostileHeaders, fc.nat(), (mutated, headers, pick) => {
      // Mostly where it would be understood: that is where a mistake would do harm.
      const own = `events.contoso.${mutated.kind}.${mutated.format}`;
      const subject = pick % 4 === 0 ? (SUBJECTS[pick % SUBJECTS.length] ?? own) : own;
      const decoded = decodeMessage({ subject, headers, body: mutated.body, receivedAt: RECEIVED_AT }, TENANTS);
      if (decoded.ok) read += 1;
      checkAnswer(decoded);
    }),
    { numRuns: RUNS },
  );
  // A generator that is only ever refused would prove nothing.
  expect(read).toBeGreaterThan(RUNS / 20);
});

test('no subject makes the decoder throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (subject, body) => {
      checkAnswer(decodeMessage({ subject, headers: {}, body, receivedAt: RECEIVED_AT }, TENANTS));
    }),
    { numRuns: RUNS / 4 },
  );
});

function checkAnswer(decoded: Decoded): void {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  if (decoded.ok) {
    expect(decoded.events.length).toBeGreaterThan(0);
    decoded.events.forEach(checkEvent);
    return;
  }
  expect(QUARANTINE_REASONS).toContain(decoded.reason);
  expect(decoded.reason).not.toBe('processing-failed');
  checkText(decoded.detail, 2_000);
  expect(decoded.detail).not.toBe('');
  if (decoded.field !== null) checkText(decoded.field, 512);
}

function checkEvent(event: SourceEvent): void {
  for (const required of [event.id, event.title, event.source, event.correlationKey])
    expect(required.trim()).not.toBe('');
  for (const id of [event.id, event.correlationKey]) checkText(id, 512);
  // Source and id are in one index, whose rows PostgreSQL limits to 2,704 bytes.
  checkText(event.source, 256);
  checkText(event.version, 64);
  checkText(event.title, 500);
  checkText(event.description ?? '', 10_000);
  for (const text of [event.category, event.severityText, event.areaFrom]) checkText(text ?? '', 600);
  for (const text of [...event.remarks, ...event.techniques]) checkText(text, 500);
  if (event.link !== null) expect(event.link).toMatch(/^https?:\/\//i);
  expect(AREAS).toContain(event.area);
  expect(KINDS).toContain(event.kind);
  expect(SOURCE_SEVERITIES).toContain(event.severity);
  expect(HANDLED_BY).toContain(event.handledBy);
  expect(['firing', 'resolved']).toContain(event.status);
  for (const at of [event.firstActivityAt, event.lastActivityAt]) expect(parseInstant(at)).toBe(at);
  expect(event.lastActivityAt >= event.firstActivityAt).toBe(true);
  expect(event.subjects.length).toBeLessThanOrEqual(1_000);
  event.subjects.forEach(checkSubject);
}

function checkSubject(subject: Subject): void {
  const own =
    subject.type === 'device' ? [subject.entraId, subject.defenderId, subject.serial, subject.os] : [subject.id];
  for (const text of [...own, subject.name, subject.path]) checkText(text ?? '', 512);
  expect([...own, subject.name].some((text) => text !== null && text !== '')).toBe(true);
  expect(['affected', 'contextual']).toContain(subject.role);
  if (subject.type === 'device') for (const tag of subject.tags) checkText(tag, 256);
}

function checkText(text: string, limit: number): void {
  expect(typeof text).toBe('string');
  expect(text.isWellFormed()).toBe(true);
  expect(text.includes('\0')).toBe(false);
  expect(text.length).toBeLessThanOrEqual(limit);
}
