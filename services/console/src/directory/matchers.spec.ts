import { AREAS, KINDS, MATCHER_FIELDS, MATCHER_OPERATORS, QUEUES, SEVERITIES } from '@demarc/domain';
import { expect, test } from '@jest/globals';
import { FIELDS, OPERATORS, VALUES_OF, changed, isChosen } from './matchers.js';

test('everything that the API can match by is offered', () => {
  expect(FIELDS.toSorted()).toEqual(MATCHER_FIELDS.toSorted());
  expect(OPERATORS).toEqual(MATCHER_OPERATORS);
  expect([VALUES_OF.severity, VALUES_OF.kind, VALUES_OF.area]).toEqual([SEVERITIES, KINDS, AREAS]);
  expect(VALUES_OF.queue?.toSorted()).toEqual(QUEUES.toSorted());
});

test('a value stays as long as it fits', () => {
  const area = { field: 'area', is: '=', value: 'printing' } as const;
  expect(changed(area, { is: '!=' }).value).toBe('printing');
  expect(changed(area, { field: 'severity' }).value).toBe('A');
  expect(changed(area, { field: 'title' }).value).toBe('');
  // A pattern may begin with what was chosen, and what is no value is none.
  expect(changed(area, { is: '~' }).value).toBe('printing');
  expect(changed({ ...area, is: '~', value: 'print*' }, { is: '=' }).value).toBe('endpoint');
  expect(isChosen({ field: 'title', is: '=' })).toBe(false);
});
