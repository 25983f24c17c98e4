import { expect, test } from '@jest/globals';
import { directoryFile } from './directory-file.js';
import { guessFormat } from './guess-format.js';
import { messagesToSend } from './messages-to-send.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['cloudevent', { specversion: '1.0', type: 'x', source: 'y', id: '1' }],
  ['cloudevent', [{ specversion: '1.0', type: 'x', source: 'y', id: '1' }]],
  ['alertmanager', { version: '4', groupKey: '{}', alerts: [] }],
  ['graph-alert', { '@odata.type': '#microsoft.graph.security.alert', id: '1' }],
  ['graph-alert', { title: 'x', serviceSource: 'microsoftDefenderForEndpoint' }],
  ['mde-alert', { title: 'x', machineId: 'abc' }],
  ['incident', { title: 'Printer on fire' }],
  [null, { what: 'ever' }],
  [null, 'text'],
])('%s is told by its fields', (format, json) => {
  expect(guessFormat(json)).toBe(format);
});

test('NDJSON is known by its name, or by its lines', () => {
  expect(messagesToSend('a.ndjson', bytes('{"a":1}\n\n{broken\n')).map(({ from, json }) => [from, json])).toEqual([
    ['a.ndjson:1', { a: 1 }],
    ['a.ndjson:3', undefined],
  ]);
  expect(messagesToSend('-', bytes('{"a":1}\n{"a":2}'))).toHaveLength(2);
  expect(messagesToSend('a.json', bytes('{\n"a": 1\n}'))).toMatchObject([{ from: 'a.json', json: { a: 1 } }]);
});

test('a message that is no JSON is sent as it is, for the API to say what is wrong', () => {
  expect(messagesToSend('a.json', bytes('{"a":'))).toMatchObject([{ from: 'a.json', json: undefined }]);
});

test('a directory file says by its header row what it holds', () => {
  expect(directoryFile('d.csv', bytes('\uFEFFserial,name,enrolled_from\n'), undefined)).toEqual({
    kind: 'devices',
    mediaType: 'text/csv',
  });
  expect(directoryFile('c.csv', bytes('area,name,email\n'), undefined)).toEqual({
    kind: 'contacts',
    mediaType: 'text/csv',
  });
  expect(directoryFile('c.json', bytes('[{"area":"security","name":"A"}]'), undefined)).toMatchObject({
    kind: 'contacts',
    mediaType: 'application/json',
  });
  expect(() => directoryFile('x.csv', bytes('name\n'), undefined)).toThrow('devices or contacts');
  expect(directoryFile('x.csv', bytes('name\n'), 'contacts').kind).toBe('contacts');
});
